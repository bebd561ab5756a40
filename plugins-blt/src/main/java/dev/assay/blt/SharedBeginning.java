package dev.assay.blt;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What all texts of a call begin with, read once; each row then takes a copy of the state.
 *
 * @param batch holds the state in its row 0
 * @param row the row
 * @param length its positions, a multiple of {@link Prefill#CHUNK}
 */
record SharedBeginning(RowBatch batch, Row row, int length) implements AutoCloseable {

  /**
   * Reads the beginning that texts share.
   *
   * @return empty where there is too little to share
   */
  static Optional<SharedBeginning> of(Network network, List<Prefill.Text> texts) {
    int length = texts.size() < 2 ? 0 : commonLength(texts) / Prefill.CHUNK * Prefill.CHUNK;
    if (length == 0) {
      return Optional.empty();
    }
    int[] ids = Arrays.copyOf(texts.get(0).ids(), length);
    RowBatch batch = new RowBatch(network);
    Prefill prefill = new Prefill(network, Optional.empty(), batch);
    prefill.read(List.of(new Prefill.Text(ids, length)), chunk -> {});
    return Optional.of(new SharedBeginning(batch, batch.row(0), length));
  }

  /** Positions that are the same in all texts and before all that is asked. */
  private static int commonLength(List<Prefill.Text> texts) {
    int[] first = texts.get(0).ids();
    int common = Integer.MAX_VALUE;
    for (Prefill.Text text : texts) {
      int limit = Math.min(Math.min(common, text.asked()), text.ids().length - 1);
      int mismatch = Arrays.mismatch(first, 0, Math.min(limit, first.length), text.ids(), 0, limit);
      common = mismatch < 0 ? limit : mismatch;
    }
    return common;
  }

  @Override
  public void close() {
    batch.close();
  }
}
