package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/** The eight colours of procedural pictures, by number. */
public final class Palette {
  /** Red, green and blue of each colour: black, white, red, green, blue, yellow, purple, orange. */
  private static final int[][] COLOURS = {
    {0, 0, 0},
    {255, 255, 255},
    {220, 50, 47},
    {64, 160, 43},
    {30, 102, 245},
    {223, 180, 20},
    {136, 57, 239},
    {254, 100, 11}
  };

  /** How many colours there are. */
  public static final int SIZE = COLOURS.length;

  private Palette() {}

  /** A square picture of these colours, row by row. */
  static Image picture(int side, int[] colours) {
    byte[] pixels = new byte[3 * colours.length];
    for (int i = 0; i < colours.length; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + c] = (byte) COLOURS[colours[i]][c];
      }
    }
    return new Image(side, side, 3, pixels);
  }

  /** Colours by which the classes of a label map are told apart: {@code #rrggbb}, one for each. */
  public static List<String> forLabels(int classes) {
    return IntStream.range(0, classes)
        .mapToObj(i -> i < SIZE ? hex(COLOURS[i]) : hex(spread(i)))
        .toList();
  }

  /** Hues a golden ratio apart, so that neighbours differ however many there are. */
  private static int[] spread(int i) {
    int colour = Color.HSBtoRGB((float) (i * 0.618_034), 0.75f, i % 2 == 0 ? 0.9f : 0.6f);
    return new int[] {colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff};
  }

  private static String hex(int[] colour) {
    return "#%02x%02x%02x".formatted(colour[0], colour[1], colour[2]);
  }
}
