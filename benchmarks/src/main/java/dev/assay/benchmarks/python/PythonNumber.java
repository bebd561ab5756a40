package dev.assay.benchmarks.python;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that Python takes for numbers. */
public final class PythonNumber {
  private PythonNumber() {}

  /** What {@code isinstance(value, int)} says yes to: True is 1. */
  public static Optional<Integer> whole(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return Optional.of(truth ? 1 : 0);
    }
    return value instanceof Long || value instanceof Integer
        ? Optional.of(((Number) value).intValue())
        : Optional.empty();
  }
}
