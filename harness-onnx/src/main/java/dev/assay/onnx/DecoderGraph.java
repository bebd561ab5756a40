package dev.assay.onnx;

/**
 * A causal decoder as an ONNX graph, whatever its inputs and outputs are called and however it
 * takes its cache.
 */
sealed interface DecoderGraph extends AutoCloseable permits AssayDecoderGraph, OptimumDecoderGraph {
  /** Dimensions of keys and values. */
  KeyValueCache.Shape keyValues();

  /** Number of tokens it knows. */
  int vocabulary();

  /**
   * Whether the graph takes a prefix that all rows share; otherwise the decoder copies the prefix
   * into each row's cache.
   */
  boolean sharesPrefix();

  /**
   * Whether rows with caches of different lengths may share a forward pass. A graph without
   * position ids counts positions from the cache's capacity, so each row runs alone.
   */
  boolean raggedRows();

  /**
   * One forward pass. The logits stand at index {@code row * positions + k} for the k-th asked
   * position, or for the position itself where the graph computes all.
   */
  Logits forward(DecoderInput input);

  /** Where the k-th asked position of a row stands among the row's logits. */
  int logitIndex(DecoderInput input, int row, int k);

  @Override
  void close();
}
