package dev.assay.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How threads are put to use.
 *
 * @param lanes batches worked on at the same time, each in a thread of its own
 * @param threads threads of one forward pass; 0 lets the engine choose
 */
public record Parallelism(int lanes, int threads) {
  /** Below this size matrices are too small for several threads to share one. */
  private static final long SMALL_BYTES = 64L << 20;

  /**
   * On the processor a small model is better run by each thread on a batch of its own; a large one
   * by all threads together, since they then read its weights once.
   *
   * @param graphs the model's ONNX files
   * @param wanted threads asked for; 0 for one per core
   */
  public static Parallelism of(List<Path> graphs, Device device, int wanted) {
    if (device.provider().equals("cpu") && bytes(graphs) < SMALL_BYTES) {
      return new Parallelism(wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors(), 1);
    }
    return new Parallelism(1, wanted);
  }

  /** With the weights that a graph keeps in a file beside it. */
  private static long bytes(List<Path> graphs) {
    try {
      long bytes = 0;
      for (Path graph : graphs) {
        Path weights = graph.resolveSibling(graph.getFileName() + ".data");
        bytes += Files.size(graph) + (Files.exists(weights) ? Files.size(weights) : 0);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the size of " + graphs, e);
    }
  }
}
