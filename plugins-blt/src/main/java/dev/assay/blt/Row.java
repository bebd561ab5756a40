package dev.assay.blt;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A text that is read byte by byte: what is known of it, how far it was read, and where its patches
 * end. Its tensors lie in a {@link RowBatch}.
 */
final class Row {
  private final PatchCursor cursor;
  private final OpenPatch open;
  private final BitSet ends;
  private float[] entropies;
  private int[] ids;
  private int length;
  private int read;
  private int patches;

  private Row(PatchCursor cursor, OpenPatch open, BitSet ends, float[] entropies, int[] ids) {
    this.cursor = cursor;
    this.open = open;
    this.ends = ends;
    this.entropies = entropies;
    this.ids = ids;
    this.length = ids.length;
  }

  /** A row of which nothing was read yet. */
  static Row of(int[] ids, PatchRule rule, int vectorBytes) {
    return new Row(
        new PatchCursor(rule),
        new OpenPatch(vectorBytes),
        new BitSet(),
        new float[ids.length],
        ids.clone());
  }

  /** A row that begins with all that this one has read, and is read as far. */
  Row continued(int[] wholeIds) {
    Row other =
        new Row(
            cursor.copy(),
            open.copy(),
            (BitSet) ends.clone(),
            Arrays.copyOf(entropies, wholeIds.length),
            wholeIds.clone());
    other.read = read;
    other.patches = patches;
    return other;
  }

  /** The ids; those from {@link #length()} on have no meaning. */
  int[] ids() {
    return ids;
  }

  /** Number of positions known. */
  int length() {
    return length;
  }

  /** Number of positions read. */
  int read() {
    return read;
  }

  /** Number of patches that have ended. */
  int patches() {
    return patches;
  }

  /** Positions in patches that have ended. */
  int closedPositions() {
    return read - open.bytes();
  }

  OpenPatch open() {
    return open;
  }

  /** Adds a position that is not read yet. */
  void append(int id) {
    if (length == ids.length) {
      ids = Arrays.copyOf(ids, 2 * length);
    }
    ids[length++] = id;
  }

  /** Reads the next position; tells whether a patch ends with it. */
  boolean advance(float entropy) {
    if (read == entropies.length) {
      entropies = Arrays.copyOf(entropies, 2 * read);
    }
    entropies[read] = entropy;
    boolean end = cursor.read(ids[read], entropy);
    ends.set(read, end);
    patches += end ? 1 : 0;
    read++;
    return end;
  }

  /** Entropy of the byte after a position that was read. */
  float entropyAfter(int position) {
    return entropies[position];
  }

  /** Whether a patch ends with a position that was read. */
  boolean endsAfter(int position) {
    return ends.get(position);
  }

  double smallestMargin() {
    return cursor.smallestMargin();
  }
}
