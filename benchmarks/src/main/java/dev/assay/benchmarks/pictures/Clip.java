package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A procedural clip of 8 frames of 16 by 16 pixels: a shape moves over black and bounces off the
 * border.
 *
 * @param shape the shape as it is on the first frame
 * @param vx columns to the right that it moves with each frame
 * @param vy rows down that it moves with each frame
 */
public record Clip(Shape shape, int vx, int vy) {
  /** Number of frames. */
  public static final int FRAMES = 8;

  /** Width and height. */
  public static final int SIDE = 16;

  private static final int SMALLEST_RADIUS = 2;
  private static final int LARGEST_RADIUS = 3;
  private static final int[] SPEEDS = {-2, -1, 1, 2};

  /** A clip with a given kind of shape and everything else by chance, equally probable. */
  public static Clip draw(ShapeKind kind, SplittableRandom random) {
    int colour = random.nextInt(1, Palette.SIZE);
    int radius = random.nextInt(SMALLEST_RADIUS, LARGEST_RADIUS + 1);
    int x = random.nextInt(radius, SIDE - radius);
    int y = random.nextInt(radius, SIDE - radius);
    return new Clip(
        new Shape(kind, colour, x, y, radius),
        SPEEDS[random.nextInt(SPEEDS.length)],
        SPEEDS[random.nextInt(SPEEDS.length)]);
  }

  /** The frames. */
  public List<Image> frames() {
    return IntStream.range(0, FRAMES).mapToObj(this::frame).toList();
  }

  /** One frame, from 0. */
  public Image frame(int index) {
    Shape moved = shape.at(path(shape.x(), vx)[index], path(shape.y(), vy)[index]);
    int[] colours = new int[SIDE * SIDE];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = moved.holds(i % SIDE, i / SIDE) ? moved.colour() : 0;
    }
    return Palette.picture(SIDE, colours);
  }

  private int[] path(int start, int velocity) {
    int[] path = new int[FRAMES];
    path[0] = start;
    int v = velocity;
    for (int f = 1; f < FRAMES; f++) {
      int next = path[f - 1] + v;
      if (next < shape.radius() || next > SIDE - 1 - shape.radius()) {
        v = -v;
      }
      path[f] = path[f - 1] + v;
    }
    return path;
  }
}
