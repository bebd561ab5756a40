package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What is on a procedural picture of 32 by 32 pixels: one to three shapes, later ones over earlier
 * ones, on a background of another colour.
 *
 * @param background number of its colour in the {@link Palette}
 * @param shapes in the order in which they are drawn
 */
public record Scene(int background, List<Shape> shapes) {
  /** Width and height. */
  public static final int SIDE = 32;

  /** Ids and names of a label map's classes: background, circle, square, triangle, cross. */
  public static final List<String> CLASSES =
      Stream.concat(Stream.of(ShapeKind.BACKGROUND), ShapeKind.words().stream()).toList();

  private static final int MOST_SHAPES = 3;
  private static final int FIRST_CENTRE = 6;
  private static final int LAST_CENTRE = 25;
  private static final int SMALLEST_RADIUS = 4;
  private static final int LARGEST_RADIUS = 8;

  /** A pixel in so many takes any colour. */
  private static final int NOISE = 64;

  public Scene {
    shapes = List.copyOf(shapes);
  }

  /** A scene by chance; every choice is equally probable. */
  public static Scene draw(SplittableRandom random) {
    int background = random.nextInt(Palette.SIZE);
    int count = random.nextInt(1, MOST_SHAPES + 1);
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ShapeKind kind = Shape.drawKind(random);
      int colour = (background + random.nextInt(1, Palette.SIZE)) % Palette.SIZE;
      int x = random.nextInt(FIRST_CENTRE, LAST_CENTRE + 1);
      int y = random.nextInt(FIRST_CENTRE, LAST_CENTRE + 1);
      shapes.add(
          new Shape(kind, colour, x, y, random.nextInt(SMALLEST_RADIUS, LARGEST_RADIUS + 1)));
    }
    return new Scene(background, shapes);
  }

  /** The picture without noise. */
  public Image picture() {
    return Palette.picture(SIDE, colours());
  }

  /** The picture with noise: each pixel takes any colour with a probability of 1/64. */
  public Image picture(SplittableRandom random) {
    int[] colours = colours();
    for (int i = 0; i < colours.length; i++) {
      if (random.nextInt(NOISE) == 0) {
        colours[i] = random.nextInt(Palette.SIZE);
      }
    }
    return Palette.picture(SIDE, colours);
  }

  private int[] colours() {
    int[] colours = new int[SIDE * SIDE];
    for (int i = 0; i < colours.length; i++) {
      int top = topmost(i % SIDE, i / SIDE);
      colours[i] = top < 0 ? background : shapes.get(top).colour();
    }
    return colours;
  }

  /** The class id of each pixel; noise does not change it. */
  public Image labels() {
    byte[] labels = new byte[SIDE * SIDE];
    for (int i = 0; i < labels.length; i++) {
      int top = topmost(i % SIDE, i / SIDE);
      labels[i] = (byte) (top < 0 ? 0 : shapes.get(top).kind().label());
    }
    return new Image(SIDE, SIDE, 1, labels);
  }

  /** Index of the shape that is seen at a pixel, -1 where there is none. */
  private int topmost(int column, int row) {
    int top = shapes.size() - 1;
    while (top >= 0 && !shapes.get(top).holds(column, row)) {
      top--;
    }
    return top;
  }
}
