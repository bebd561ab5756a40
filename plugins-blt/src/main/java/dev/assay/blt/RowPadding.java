package dev.assay.blt;

import dev.assay.onnx.KeyValueCache;
import dev.assay.onnx.OnnxSession;
import java.util.List;

/**
 * How many rows a step must have so that each gets the same numbers as in any other step: ONNX
 * Runtime's kernels for a single row sum in another order, and of the sines and cosines of all rows
 * together it computes four at a time and what remains by another routine.
 *
 * @param step the number of rows is a multiple of this
 */
record RowPadding(int step) {
  private static final int LEAST_ROWS = 2;
  private static final int TOGETHER = 4;

  /** For graphs that turn half of a head's numbers by one angle each. */
  static RowPadding of(List<OnnxSession> graphs) {
    int step = 1;
    for (OnnxSession graph : graphs) {
      int angles = KeyValueCache.Shape.of(graph).headSize() / 2;
      while (step * angles % TOGETHER != 0) {
        step *= 2;
      }
    }
    return new RowPadding(step);
  }

  /** The number of rows for so many that are wanted. */
  int rows(int wanted) {
    return (Math.max(LEAST_ROWS, wanted) + step - 1) / step * step;
  }
}
