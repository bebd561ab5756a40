package dev.assay.blt;

import dev.assay.onnx.BoundGraph;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import dev.assay.onnx.KeyValueCache;
import dev.assay.onnx.OnnxSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of the stacks that work byte by byte (entropy model, encoder, decoder) with what it remembers
 * of each row: the keys and values of as many positions as its window shows, in a ring. Position
 * {@code p} lies in slot {@code p mod ring}; the graph is told which position each slot holds.
 */
final class ByteStack implements AutoCloseable {
  /** The position of a slot that holds none: every query's is before it, so none sees it. */
  static final float EMPTY = 1 << 24;

  /** Says of a place that it need not hold what all rows begin with. */
  private static final int UNKNOWN = -1;

  private final int ring;
  private final KeyValueCache past;
  private final KeyValueCache fresh;
  private final HostTensor pastPositions = new HostTensor(ElementType.FLOAT32);
  private final BoundGraph graph;
  private int[] read = {};
  private int[] written = {};
  private int shared;

  /**
   * A stack without rows.
   *
   * @param window most positions that one sees, its own included; empty for all
   * @param context most positions of a row
   * @param inputs the graph's inputs but the cache's
   * @param outputs its outputs but the cache's
   */
  ByteStack(
      OnnxSession session,
      Optional<Integer> window,
      int context,
      Map<String, HostTensor> inputs,
      Map<String, HostTensor> outputs) {
    int seen = Math.min(window.orElse(context), context) - 1; // the own position is never past
    this.ring = KeyValueCache.capacityFor(Math.max(1, seen));
    KeyValueCache.Shape shape = KeyValueCache.Shape.of(session);
    this.past = new KeyValueCache(shape, 0, 0);
    this.fresh = new KeyValueCache(shape, 0, 0);
    Map<String, HostTensor> given = new HashMap<>(inputs);
    given.put("past_positions", pastPositions);
    past.bind("past", given);
    Map<String, HostTensor> written = new HashMap<>(outputs);
    fresh.bind("new", written);
    this.graph = new BoundGraph(session, given, written);
  }

  /**
   * Forgets all rows.
   *
   * @param kept rows that have a past of their own; if one, the others read its past
   * @param positions how far the rows that come will have been read; makes room for as many
   * @param sharedPositions how many positions all of them begin with
   * @param same whether they are the same positions as before, so that what is left of them in the
   *     rows' places need not be copied again
   */
  void reset(int rows, int kept, int positions, int sharedPositions, boolean same) {
    boolean stays = past.reshape(kept, capacityFor(positions));
    read = new int[rows];
    shared = sharedPositions;
    int known = written.length;
    written = Arrays.copyOf(written, Math.max(known, rows));
    Arrays.fill(written, same && stays ? known : 0, written.length, UNKNOWN);
    tellPositions();
  }

  /** Drops the last rows. */
  void shrink(int rows, int kept) {
    past.shrink(kept);
    read = Arrays.copyOf(read, rows);
    tellPositions();
  }

  /** Makes room for rows that are read so far. */
  private void makeRoom(int positions) {
    if (capacityFor(positions) > past.capacity()) {
      past.grow(past.rows(), capacityFor(positions));
      tellPositions();
    }
  }

  private int capacityFor(int positions) {
    return Math.min(ring, KeyValueCache.capacityFor(positions));
  }

  /** Takes over what another stack, or this one, remembers of a row. */
  void copy(ByteStack from, int fromRow, int row) {
    read[row] = from.read[fromRow];
    makeRoom(read[row]);
    boolean known = shared > 0 && written[row] != UNKNOWN;
    int first = known ? shared : 0;
    int last = Math.max(read[row], known ? shared + written[row] : 0);
    copySlots(from, fromRow, row, first, Math.min(last - first, ring));
    written[row] = read[row] - shared;
    tellPositions(row);
  }

  /** Copies the slots of consecutive positions, those where nothing lies left out. */
  private void copySlots(ByteStack from, int fromRow, int row, int first, int count) {
    int end = Math.min(from.past.capacity(), past.capacity());
    int slot = first % ring;
    int untilTurn = Math.min(count, ring - slot);
    past.copy(from.past, fromRow, slot, row, slot, Math.max(0, Math.min(untilTurn, end - slot)));
    past.copy(from.past, fromRow, 0, row, 0, Math.min(count - untilTurn, end));
  }

  /** Runs the graph over new positions of all rows. */
  void run(int width) {
    fresh.reshape(read.length, width);
    graph.run();
  }

  /** Remembers the first of a row's new positions. */
  void keep(int row, int count) {
    int first = read[row] + Math.max(0, count - ring);
    read[row] += count;
    written[row] += written[row] == UNKNOWN ? 0 : count;
    makeRoom(read[row]);
    for (int position = first; position < read[row]; ) {
      int slot = position % ring;
      int run = Math.min(read[row] - position, ring - slot);
      past.copy(fresh, row, position - read[row] + count, row, slot, run);
      for (int i = 0; i < run; i++) {
        pastPositions.floats().put(row * past.capacity() + slot + i, position + i);
      }
      position += run;
    }
  }

  private void tellPositions() {
    pastPositions.reshape(read.length, past.capacity());
    for (int row = 0; row < read.length; row++) {
      tellPositions(row);
    }
  }

  /** Writes which position each slot of a row holds. */
  private void tellPositions(int row) {
    int last = read[row] - 1;
    for (int slot = 0; slot < past.capacity(); slot++) {
      int position = last - Math.floorMod(last - slot, ring);
      pastPositions.floats().put(row * past.capacity() + slot, position < 0 ? EMPTY : position);
    }
  }

  @Override
  public void close() {
    past.close();
    fresh.close();
    pastPositions.close();
  }
}
