package dev.assay.benchmarks.pictures;

import java.util.SplittableRandom;

/**
 * A shape of one colour.
 *
 * @param kind its kind
 * @param colour number of its colour in the {@link Palette}
 * @param x column of its centre
 * @param y row of its centre
 * @param radius how far it reaches from its centre
 */
public record Shape(ShapeKind kind, int colour, int x, int y, int radius) {
  boolean holds(int column, int row) {
    return kind.holds(column - x, row - y, radius);
  }

  Shape at(int newX, int newY) {
    return new Shape(kind, colour, newX, newY, radius);
  }

  static ShapeKind drawKind(SplittableRandom random) {
    return ShapeKind.values()[random.nextInt(ShapeKind.values().length)];
  }
}
