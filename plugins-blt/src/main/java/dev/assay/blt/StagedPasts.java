package dev.assay.blt;

import dev.assay.onnx.KeyValueCache;

/**
 * The pasts of the rows of a pass side by side, with no more room than they need: where a pass has
 * several queries a row, the order of its sums depends on that room. What all rows begin with stays
 * there from pass to pass.
 */
final class StagedPasts implements AutoCloseable {
  private final RowPadding padding;
  private final KeyValueCache cache;
  private int holdingShared;

  StagedPasts(KeyValueCache.Shape shape, RowPadding padding) {
    this.padding = padding;
    this.cache = new KeyValueCache(shape, 0, 0);
  }

  /** Where they lie, in the order of the members. */
  KeyValueCache cache() {
    return cache;
  }

  /** The rows that come begin otherwise. */
  void forget() {
    holdingShared = 0;
  }

  /**
   * Copies the members' pasts.
   *
   * @param from where each row's past lies
   * @param counts patches of each row
   * @param shared of these, those that all rows begin with
   * @return positions that each member has room for
   */
  int take(PatchGroup group, KeyValueCache from, int[] counts, int shared) {
    int most = 0;
    for (int member = 0; member < group.memberCount(); member++) {
      most = Math.max(most, counts[group.row(member)]);
    }
    int capacity = KeyValueCache.capacityFor(most);
    if (!cache.reshape(padding.kept(group.memberCount()), capacity)) {
      holdingShared = 0;
    }
    for (int member = 0; member < group.memberCount(); member++) {
      int row = group.row(member);
      int first = member < holdingShared ? shared : 0;
      cache.copy(from, row, first, member, first, counts[row] - first);
    }
    holdingShared = Math.max(holdingShared, group.memberCount());
    return capacity;
  }

  @Override
  public void close() {
    cache.close();
  }
}
