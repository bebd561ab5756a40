package dev.assay.blt;

/**
 * Asks for the log-likelihood of the end of a row.
 *
 * @param index number that comes back with the answer
 * @param ids the row, no longer than the model's context plus one
 * @param from where the continuation begins, at least 1
 */
record ByteScoring(int index, int[] ids, int from) {
  ByteScoring {
    if (from < 1 || from >= ids.length) {
      throw new IllegalArgumentException(
          "a continuation must begin within its %d ids and not at the first, not at %d"
              .formatted(ids.length, from));
    }
  }
}
