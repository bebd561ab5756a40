package dev.assay.benchmarks.pictures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A kind of shape, and which pixels belong to it. Whole numbers only, so that any language agrees.
 */
public enum ShapeKind {
  CIRCLE {
    @Override
    boolean holds(int dx, int dy, int radius) {
      return dx * dx + dy * dy <= radius * radius;
    }
  },
  SQUARE {
    @Override
    boolean holds(int dx, int dy, int radius) {
      return Math.max(Math.abs(dx), Math.abs(dy)) <= radius - 1;
    }
  },
  TRIANGLE {
    @Override
    boolean holds(int dx, int dy, int radius) {
      return dy >= -radius && dy <= radius - 1 && 2 * Math.abs(dx) <= dy + radius;
    }
  },
  CROSS {
    @Override
    boolean holds(int dx, int dy, int radius) {
      int arm = radius / 3;
      return (Math.abs(dx) <= arm || Math.abs(dy) <= arm)
          && Math.max(Math.abs(dx), Math.abs(dy)) <= radius;
    }
  };

  /** What a label map calls the pixels of no shape. */
  public static final String BACKGROUND = "background";

  /** Whether the pixel so far from a shape's centre belongs to it. */
  abstract boolean holds(int dx, int dy, int radius);

  /** Its id in label maps; 0 is the background. */
  public int label() {
    return ordinal() + 1;
  }

  /** Its name among the classes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all kinds, in their order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ShapeKind::word).toList();
  }
}
