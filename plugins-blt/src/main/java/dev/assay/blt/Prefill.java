package dev.assay.blt;

import dev.assay.blt.BltFolder.Stack;
import dev.assay.onnx.HostTensor;
import java.util.List;
import java.util.Optional;

/**
 * Reads texts in chunks that begin at the same positions in every row, 0, 128, 256, … What is known
 * of a row at the end of a chunk is so the same numbers whether its beginning was read for it alone
 * or for many rows that share it.
 */
final class Prefill implements AutoCloseable {
  /** Positions of a chunk. */
  static final int CHUNK = 128;

  /**
   * Scores of attention that fit a processor's caches. Rows beyond that slow each other down, and
   * with so many positions each a few keep it busy.
   */
  private static final long SCORE_BYTES = 4L << 20;

  private static final int LEAST_TOGETHER = 4;

  /** Widths vary in steps, and are never 1: kernels for one row of numbers sum differently. */
  private static final int WIDTH_STEP = 16;

  private static final int LEAST_ASKED = 2;

  private final Network network;
  private final Optional<SharedBeginning> shared;
  private final RowBatch batch;

  /**
   * A reader.
   *
   * @param shared what all texts begin with
   * @param batch memory for the rows
   */
  Prefill(Network network, Optional<SharedBeginning> shared, RowBatch batch) {
    this.network = network;
    this.shared = shared;
    this.batch = batch;
  }

  /** How many texts are best read side by side. */
  static int rowsTogether(Network network) {
    long largest = 1;
    for (Stack stack : List.of(network.folder().encoder(), network.folder().decoder())) {
      long seen = stack.window().orElse(network.folder().context()) + CHUNK;
      largest = Math.max(largest, stack.heads() * CHUNK * seen * Float.BYTES);
    }
    return (int) Math.max(LEAST_TOGETHER, SCORE_BYTES / largest);
  }

  /** What all texts begin with. */
  Optional<SharedBeginning> shared() {
    return shared;
  }

  /**
   * A text to read.
   *
   * @param ids its row, longer than the shared beginning
   * @param asked the first position whose logits are wanted, as are those of all after it; not
   *     within the shared beginning
   */
  record Text(int[] ids, int asked) {}

  /**
   * Logits of a chunk.
   *
   * @param batch the rows, each at the place that its text has among all
   * @param logits {@code [rows, width, 260]}
   * @param width logits of each row, padding included
   * @param first position of the first of a row's logits
   * @param counts how many of a row's logits are real
   */
  record Chunk(RowBatch batch, HostTensor logits, int width, int[] first, int[] counts) {}

  /** Takes the logits of a chunk before the next one is read. */
  @FunctionalInterface
  interface Reader {
    void read(Chunk chunk);
  }

  /**
   * Reads texts; only in part when the thread is interrupted.
   *
   * @param texts the longest first
   */
  void read(List<Text> texts, Reader reader) {
    int start = shared.map(SharedBeginning::length).orElse(0);
    batch.reset(texts.size(), texts.size(), start, shared);
    for (int place = 0; place < texts.size(); place++) {
      place(place, texts.get(place).ids());
    }
    for (int left = texts.size(); left > 0 && !Thread.currentThread().isInterrupted(); ) {
      batch.shrink(left, left);
      readChunk(texts, start, reader);
      start += CHUNK;
      while (left > 0 && texts.get(left - 1).ids().length <= start) {
        left--;
      }
    }
  }

  private void place(int place, int[] ids) {
    if (shared.isPresent()) {
      batch.put(place, shared.get().row().continued(ids), shared.get().batch(), 0);
    } else {
      batch.put(place, Row.of(ids, network.rule(), network.vectorBytes()));
    }
  }

  private void readChunk(List<Text> texts, int start, Reader reader) {
    int rows = batch.size();
    int[] counts = new int[rows];
    int[] first = new int[rows];
    int[] asked = new int[rows];
    int width = WIDTH_STEP;
    int most = LEAST_ASKED;
    for (int row = 0; row < rows; row++) {
      Text text = texts.get(row);
      counts[row] = Math.min(CHUNK, text.ids().length - start);
      first[row] = Math.max(start, text.asked());
      asked[row] = Math.max(0, start + counts[row] - first[row]);
      width = Math.max(width, (counts[row] + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP);
      most = Math.max(most, asked[row]);
    }
    long[] indexes = new long[rows * most];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < asked[row]; i++) {
        indexes[row * most + i] = first[row] - start + i;
      }
    }
    HostTensor logits = batch.read(new RowBatch.Pass(width, counts, most, indexes));
    reader.read(new Chunk(batch, logits, most, first, asked));
  }

  @Override
  public void close() {
    batch.close();
  }
}
