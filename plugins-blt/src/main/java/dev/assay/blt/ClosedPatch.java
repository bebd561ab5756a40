package dev.assay.blt;

/**
 * A patch that ended while new positions were read.
 *
 * @param row which row of the batch
 * @param order number among those that ended in this row, from 0
 * @param carried bytes that had been read before, which lie in the row's {@link OpenPatch}
 * @param from index of its other bytes among the encoder's new vectors
 * @param count number of these, at least 1
 */
record ClosedPatch(int row, int order, int carried, int from, int count) {
  int bytes() {
    return carried + count;
  }
}
