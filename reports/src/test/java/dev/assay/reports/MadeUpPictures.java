package dev.assay.reports;

import dev.assay.model.Image;
import dev.assay.model.Trace;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pictures drawn for tests: digits, coloured shapes with their classes, and moving shapes. */
final class MadeUpPictures {
  static final List<String> CLASSES = List.of("background", "circle", "square", "triangle");
  static final String PALETTE = "#20242c,#dc322f,#40a02b,#1e66f5";

  private static final int[] COLOURS = {0x20242c, 0xdc322f, 0x40a02b, 0x1e66f5};
  private static final int DIGIT = 28;
  private static final int SHAPES = 32;

  /** Which of the seven strokes of a pocket calculator make a digit, from top to bottom. */
  private static final String[] STROKES = {
    "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
    "1111111", "1111011"
  };

  private MadeUpPictures() {}

  /** A segmented picture: what is asked about and the right classes. */
  record Scene(Image image, Image labels) {}

  /** A digit in a slanted hand, with that share of its pixels replaced by noise. */
  static Image digit(int digit, double noise, Random random) {
    BufferedImage drawn = new BufferedImage(DIGIT, DIGIT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.setStroke(
        new BasicStroke(2.2f + random.nextFloat(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.shear(-0.25 * random.nextDouble(), 0);
    double left = 10 + 2 * random.nextDouble();
    double width = 8 + 2 * random.nextDouble();
    double top = 5 + random.nextDouble();
    double half = 8.5 + random.nextDouble();
    double[][] lines = {
      {0, 0, 1, 0},
      {0, 0, 0, 1},
      {1, 0, 1, 1},
      {0, 1, 1, 1},
      {0, 1, 0, 2},
      {1, 1, 1, 2},
      {0, 2, 1, 2}
    };
    for (int i = 0; i < lines.length; i++) {
      if (STROKES[digit].charAt(i) == '1') {
        double[] l = lines[i];
        pen.draw(
            new java.awt.geom.Line2D.Double(
                left + l[0] * width, top + l[1] * half, left + l[2] * width, top + l[3] * half));
      }
    }
    pen.dispose();
    byte[] pixels = Image.of(drawn).pixels();
    for (int i = 0; i < pixels.length; i++) {
      if (random.nextDouble() < noise) {
        pixels[i] = (byte) random.nextInt(256);
      }
    }
    return new Image(DIGIT, DIGIT, 1, pixels);
  }

  /** Two or three shapes on a plain ground. */
  static Scene scene(Random random) {
    byte[] labels = new byte[SHAPES * SHAPES];
    int shapes = 2 + random.nextInt(2);
    for (int s = 0; s < shapes; s++) {
      int kind = 1 + random.nextInt(3);
      paint(
          labels,
          SHAPES,
          kind,
          6 + random.nextInt(20),
          6 + random.nextInt(20),
          4 + random.nextInt(5));
    }
    byte[] pixels = new byte[3 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      int colour = COLOURS[random.nextInt(64) == 0 ? random.nextInt(4) : (labels[i] + 1) % 4];
      pixels[3 * i] = (byte) (colour >> 16);
      pixels[3 * i + 1] = (byte) (colour >> 8);
      pixels[3 * i + 2] = (byte) colour;
    }
    return new Scene(new Image(SHAPES, SHAPES, 3, pixels), new Image(SHAPES, SHAPES, 1, labels));
  }

  private static void paint(byte[] labels, int side, int kind, int x, int y, int r) {
    for (int i = 0; i < labels.length; i++) {
      int dx = i % side - x;
      int dy = i / side - y;
      boolean inside =
          switch (kind) {
            case 1 -> dx * dx + dy * dy <= r * r;
            case 2 -> Math.max(Math.abs(dx), Math.abs(dy)) < r;
            default -> dy >= -r && dy < r && 2 * Math.abs(dx) <= dy + r;
          };
      if (inside) {
        labels[i] = (byte) kind;
      }
    }
  }

  /** The classes with some of them wrong. */
  static Image mistaken(Image labels, double share, Random random) {
    byte[] ids = labels.pixels();
    byte[] right = labels.pixels();
    for (int i = 1; i < ids.length - SHAPES; i++) {
      boolean edge = right[i] != right[i - 1] || right[i] != right[i + SHAPES];
      if (random.nextDouble() < (edge ? 8 * share : share / 4)) {
        ids[i] = right[edge ? i - 1 : random.nextInt(ids.length)];
      }
    }
    return new Image(labels.width(), labels.height(), 1, ids);
  }

  /** A shape that moves and bounces, in eight frames of 16×16 pixels. */
  static List<Image> clip(int kind, Random random) {
    int x = 4 + random.nextInt(8);
    int y = 4 + random.nextInt(8);
    int vx = random.nextBoolean() ? 2 : -1;
    int vy = random.nextBoolean() ? 1 : -2;
    List<Image> frames = new ArrayList<>();
    for (int f = 0; f < 8; f++) {
      byte[] labels = new byte[256];
      paint(labels, 16, kind, x, y, 3);
      byte[] pixels = new byte[3 * 256];
      for (int i = 0; i < labels.length; i++) {
        int colour = labels[i] == 0 ? 0 : COLOURS[kind];
        pixels[3 * i] = (byte) (colour >> 16);
        pixels[3 * i + 1] = (byte) (colour >> 8);
        pixels[3 * i + 2] = (byte) colour;
      }
      frames.add(new Image(16, 16, 3, pixels));
      vx = x + vx < 3 || x + vx > 12 ? -vx : vx;
      vy = y + vy < 3 || y + vy > 12 ? -vy : vy;
      x += vx;
      y += vy;
    }
    return frames;
  }

  /** Frames side by side. */
  static Image strip(List<Image> frames) {
    int side = frames.get(0).width();
    byte[] pixels = new byte[frames.size() * side * side * 3];
    for (int f = 0; f < frames.size(); f++) {
      for (int i = 0; i < side * side * 3; i++) {
        int y = i / 3 / side;
        int x = i / 3 % side + f * side;
        pixels[(y * frames.size() * side + x) * 3 + i % 3] = frames.get(f).pixels()[i];
      }
    }
    return new Image(frames.size() * side, side, 3, pixels);
  }

  /** How a picture would appear: so many tokens of so many pixels at each step, in any order. */
  static Trace unmasking(Image finished, String kind, int[] grid, int steps, Random random) {
    int tokens = grid[0] * grid[1] * grid[2];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    List<Map<String, Object>> frames = new ArrayList<>();
    int shown = Math.min(16, steps + 1);
    int before = 0;
    for (int f = 0; f < shown; f++) {
      int step = (int) Math.round((double) f * steps / (shown - 1));
      int open = (int) Math.round((double) tokens * step / steps);
      Map<String, Object> frame = new LinkedHashMap<>();
      frame.put("step", step);
      frame.put("time", (double) step / steps);
      frame.put("masked", tokens - open);
      frame.put("png", PicturesRun.base64(masked(finished, grid, order.subList(open, tokens))));
      frame.put("unmasked", order.subList(before, open));
      frames.add(frame);
      before = open;
    }
    return new Trace(
        "unmasking",
        Map.of(
            "grid",
            List.of(grid[0], grid[1], grid[2]),
            "kind",
            kind,
            "frames",
            frames,
            "steps",
            steps,
            "sampler",
            "maskgit",
            "guidance",
            1.5));
  }

  /** Tokens that are still masked are grey. */
  private static Image masked(Image finished, int[] grid, List<Integer> positions) {
    byte[] pixels = finished.pixels();
    int across = grid[0] * grid[2];
    int size = finished.width() / across;
    for (int position : positions) {
      int column = position / (grid[1] * grid[2]) * grid[2] + position % grid[2];
      int row = position / grid[2] % grid[1];
      for (int y = row * size; y < (row + 1) * size; y++) {
        for (int x = column * size; x < (column + 1) * size; x++) {
          for (int c = 0; c < finished.channels(); c++) {
            pixels[(y * finished.width() + x) * finished.channels() + c] = (byte) 128;
          }
        }
      }
    }
    return new Image(finished.width(), finished.height(), finished.channels(), pixels);
  }
}
