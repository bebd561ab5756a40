package dev.assay.onnx;

import java.util.Optional;

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

  /** Whether vectors may stand in place of tokens, and each position gives one. */
  boolean thinks();

  /** Whether each position also tells how probably thinking should end after it. */
  boolean endsThinking();

  /** Reads prompts and thinks in one call, where the model has a graph for that. */
  Optional<ThoughtLoop> thoughtLoop();

  /**
   * One forward pass. The output of the k-th asked position stands at index {@code row * positions
   * + k}, or at that of the position itself where the graph computes all.
   */
  DecoderOutput forward(DecoderInput input);

  /** Where the k-th asked position of a row stands in the output. */
  int outputIndex(DecoderInput input, int row, int k);

  @Override
  void close();
}
