package dev.assay.blt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Patches of several rows that go through the global transformer in one pass. The rows that take
 * part are its members, in the order of their places.
 */
final class PatchGroup {
  private final List<ClosedPatch> patches;
  private final int[] rows;
  private final int[] counts;
  private final int[] members;
  private final int[] orders;
  private int most;
  private int longest;

  private PatchGroup(List<ClosedPatch> patches, int[] rows) {
    this.patches = patches;
    this.rows = rows;
    this.counts = new int[rows.length];
    this.members = new int[patches.size()];
    this.orders = new int[patches.size()];
    int member = 0;
    for (int i = 0; i < patches.size(); i++) {
      ClosedPatch patch = patches.get(i);
      while (rows[member] != patch.row()) {
        member++;
      }
      members[i] = member;
      orders[i] = counts[member]++;
      most = Math.max(most, counts[member]);
      longest = Math.max(longest, patch.bytes());
    }
  }

  /**
   * Only the rows of these patches.
   *
   * @param patches those of a row one after another, rows in ascending order
   */
  static PatchGroup of(List<ClosedPatch> patches) {
    int[] rows = new int[patches.size()];
    int count = 0;
    for (ClosedPatch patch : patches) {
      if (count == 0 || rows[count - 1] != patch.row()) {
        rows[count++] = patch.row();
      }
    }
    return new PatchGroup(patches, Arrays.copyOf(rows, count));
  }

  /** The same patches in groups of at most so many rows. */
  List<PatchGroup> parts(int mostRows) {
    List<PatchGroup> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= patches.size(); i++) {
      boolean end = i == patches.size() || members[i] - members[from] == mostRows;
      if (end) {
        parts.add(of(patches.subList(from, i)));
        from = i;
      }
    }
    return parts;
  }

  /** Number of patches. */
  int size() {
    return patches.size();
  }

  ClosedPatch patch(int i) {
    return patches.get(i);
  }

  /** Which member the i-th patch belongs to. */
  int member(int i) {
    return members[i];
  }

  /** Number of the i-th patch among those of its member. */
  int order(int i) {
    return orders[i];
  }

  /** Number of rows that take part. */
  int memberCount() {
    return rows.length;
  }

  /** The place of a member's row. */
  int row(int member) {
    return rows[member];
  }

  /** Number of a member's patches. */
  int patches(int member) {
    return counts[member];
  }

  /** Most patches of a member. */
  int most() {
    return most;
  }

  /** Most bytes of a patch. */
  int longest() {
    return longest;
  }
}
