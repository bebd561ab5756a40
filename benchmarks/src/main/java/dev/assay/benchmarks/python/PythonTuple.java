package dev.assay.benchmarks.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python's tuple, which is never equal to a list.
 *
 * @param items may hold null, which is Python's {@code None}
 */
public record PythonTuple(List<@Nullable Object> items) {
  public PythonTuple {
    items = Collections.unmodifiableList(new ArrayList<>(items));
  }
}
