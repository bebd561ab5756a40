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
 * @param shares whether padding may read a row's past: ONNX Runtime takes rows with the same keys
 *     for rows of one product where there are no other dimensions, such as heads
 */
record RowPadding(int step, boolean shares) {
  private static final int LEAST_ROWS = 2;
  private static final int TOGETHER = 4;

  /** For graphs that turn half of a head's numbers by one angle each. */
  static RowPadding of(List<OnnxSession> graphs) {
    int step = 1;
    boolean shares = true;
    for (OnnxSession graph : graphs) {
      KeyValueCache.Shape shape = KeyValueCache.Shape.of(graph);
      shares &= shape.heads() > 1;
      int angles = shape.headSize() / 2;
      while (step * angles % TOGETHER != 0) {
        step *= 2;
      }
    }
    return new RowPadding(step, shares);
  }

  /** The number of rows for so many that are wanted. */
  int rows(int wanted) {
    return (Math.max(LEAST_ROWS, wanted) + step - 1) / step * step;
  }

  /**
   * For how many of these rows a past is kept. Padding has none to speak of, but is given one; a
   * single row's serves it too, and is then read from memory once.
   */
  int kept(int wanted) {
    return wanted == 1 && shares ? 1 : rows(wanted);
  }
}
