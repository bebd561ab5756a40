package dev.assay.onnx.image;

import dev.assay.model.Image;
import java.util.List;

/** Tokens that are colours: one pixel each. A pixel's token is that of the nearest colour. */
final class PaletteCodec implements GridCodec {
  private final TokenGrid grid;
  private final int[][] colours;
  private final int channels;

  PaletteCodec(TokenGrid grid) {
    this.grid = grid;
    this.colours =
        ((TokenGrid.Pixels.Palette) grid.pixels())
            .colours().stream()
                .map(colour -> colour.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    this.channels = colours[0].length;
  }

  @Override
  public List<Image> images(List<int[]> frames) {
    return frames.stream().map(this::image).toList();
  }

  private Image image(int[] tokens) {
    byte[] pixels = new byte[tokens.length * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) colours[tokens[i / channels]][i % channels];
    }
    return new Image(grid.width(), grid.height(), channels, pixels);
  }

  @Override
  public int[] tokens(Image image) {
    requireShape(image);
    byte[] pixels = image.pixels();
    int[] tokens = new int[grid.frameSize()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = nearest(pixels, i * channels);
    }
    return tokens;
  }

  /** By Euclidean distance; the lowest token among equals. */
  private int nearest(byte[] pixels, int at) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int token = 0; token < colours.length; token++) {
      int distance = 0;
      for (int channel = 0; channel < channels; channel++) {
        int difference = colours[token][channel] - (pixels[at + channel] & 0xff);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = token;
      }
    }
    return best;
  }

  @Override
  public Image blank() {
    return image(new int[grid.frameSize()]);
  }

  @Override
  public void close() {
    // nothing is held
  }
}
