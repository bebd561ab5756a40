package dev.assay.baselines.tokenized;

import dev.assay.onnx.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How threads are put to use.
 *
 * @param lanes batches decoded at the same time
 * @param threads threads of one forward pass; 0 lets the engine choose
 */
record Parallelism(int lanes, int threads) {
  /** Below this size matrices are too small for several threads to share one. */
  private static final long SMALL_BYTES = 64L << 20;

  /**
   * On the processor a small model is better run by each thread on a batch of its own; a large one
   * by all threads together, since they then read its weights once.
   *
   * @param wanted threads asked for; 0 for one per core
   */
  static Parallelism of(Path decoder, Device device, int wanted) {
    try {
      if (device.provider().equals("cpu") && Files.size(decoder) < SMALL_BYTES) {
        return new Parallelism(wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors(), 1);
      }
      return new Parallelism(1, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + decoder, e);
    }
  }
}
