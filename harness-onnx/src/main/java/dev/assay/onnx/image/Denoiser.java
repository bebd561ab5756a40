package dev.assay.onnx.image;

import java.util.List;

/**
 * A model that predicts every masked token of a sequence at once. Not thread-safe: each lane has
 * one of its own.
 */
public interface Denoiser extends AutoCloseable {
  /**
   * Predicts, for a batch of sequences.
   *
   * @return valid until the next call
   */
  Logits predict(List<Row> rows);

  /**
   * A sequence of the batch.
   *
   * @param tokens all ids, masked ones included; read only during the call
   * @param time for models that are told it
   * @param condition id of the class, for models that take one
   */
  record Row(int[] tokens, double time, int condition) {}

  /** Predictions for a batch. */
  @FunctionalInterface
  interface Logits {
    /**
     * Reads those of consecutive ids at one position.
     *
     * @param row place of the sequence in the batch
     * @param first the lowest id
     * @param into one number for each id
     */
    void get(int row, int position, int first, float[] into);
  }

  @Override
  default void close() {}
}
