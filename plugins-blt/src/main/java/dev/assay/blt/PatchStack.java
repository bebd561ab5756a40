package dev.assay.blt;

import dev.assay.onnx.BoundGraph;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import dev.assay.onnx.KeyValueCache;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The global transformer with the keys and values of all patches of each row. It runs only for rows
 * of which a patch has ended.
 *
 * <p>Results do not depend on the batch: what the rows of a pass share (number of patches, their
 * length, capacity of the cache) is a function of each row alone, or else padded to multiples for
 * which ONNX Runtime's kernels add up in the same order.
 */
final class PatchStack implements AutoCloseable {
  private static final int PATCHES_STEP = 8;
  private static final int BYTES_STEP = 16;

  /** Longer patches run alone, lest all others be padded to their length. */
  private static final int LONG = Prefill.CHUNK;

  /** Most bytes of one of the tensors of byte vectors. */
  private static final long VECTOR_BYTES = 64L << 20;

  private final Network network;
  private final List<HostTensor> vectors;
  private final HostTensor lengths = new HostTensor(ElementType.INT64);
  private final HostTensor positions = new HostTensor(ElementType.FLOAT32);
  private final HostTensor pastPositions = new HostTensor(ElementType.FLOAT32);
  private final HostTensor pastRows = new HostTensor(ElementType.INT64);
  private final HostTensor memory;
  private final KeyValueCache cache;
  private final StagedPasts staged;
  private final KeyValueCache fresh;
  private final BoundGraph onCache;
  private final BoundGraph onStaged;
  private int[] counts = {};
  private boolean[] holdsShared = {};
  private int shared;

  /** A stack without rows. */
  PatchStack(Network network) {
    BltFolder folder = network.folder();
    KeyValueCache.Shape shape = KeyValueCache.Shape.of(network.latent());
    this.network = network;
    this.vectors =
        List.of(
            new HostTensor(folder.type()),
            new HostTensor(folder.type()),
            new HostTensor(folder.type()));
    this.memory = new HostTensor(folder.type());
    this.cache = new KeyValueCache(shape, 0, 0);
    this.staged = new StagedPasts(shape, network.padding());
    this.fresh = new KeyValueCache(shape, 0, 0);
    this.onCache = bound(cache);
    this.onStaged = bound(staged.cache());
  }

  private BoundGraph bound(KeyValueCache past) {
    Map<String, HostTensor> given = new HashMap<>();
    given.put("hidden", vectors.get(0));
    given.put("patch_key", vectors.get(1));
    given.put("patch_value", vectors.get(2));
    given.put("lengths", lengths);
    given.put("positions", positions);
    given.put("past_positions", pastPositions);
    given.put("past_rows", pastRows);
    past.bind("past", given);
    Map<String, HostTensor> written = new HashMap<>();
    written.put("memory", memory);
    fresh.bind("new", written);
    return new BoundGraph(network.latent(), given, written);
  }

  /**
   * Forgets all rows.
   *
   * @param sharedPatches how many patches all rows that come begin with
   * @param same whether they are the same patches as before, so that what is left of them need not
   *     be copied again
   */
  void reset(int rows, int sharedPatches, boolean same) {
    boolean stays = cache.reshape(rows, same ? cache.capacity() : 0);
    counts = new int[rows];
    shared = sharedPatches;
    int known = holdsShared.length;
    holdsShared = Arrays.copyOf(holdsShared, Math.max(known, rows));
    Arrays.fill(holdsShared, same && stays ? known : 0, holdsShared.length, false);
    if (!same) {
      staged.forget();
    }
  }

  /** Drops the last rows. */
  void shrink(int rows) {
    cache.shrink(rows);
    counts = Arrays.copyOf(counts, rows);
  }

  /** Takes over what another stack, or this one, remembers of a row. */
  void copy(PatchStack from, int fromRow, int row) {
    counts[row] = from.counts[fromRow];
    makeRoom(counts[row]);
    int first = holdsShared[row] ? shared : 0;
    cache.copy(from.cache, fromRow, first, row, first, counts[row] - first);
    holdsShared[row] = true;
  }

  private void makeRoom(int patches) {
    int capacity = KeyValueCache.capacityFor(patches);
    if (capacity > cache.capacity()) {
      cache.grow(cache.rows(), capacity);
    }
  }

  /** Takes what bytes read of a patch: its slots, which begin at a byte of a buffer. */
  @FunctionalInterface
  interface Sink {
    void take(ClosedPatch patch, ByteBuffer source, int at);
  }

  /**
   * What a pass works on.
   *
   * @param open the open patches by row, for the bytes carried
   * @param encoded the encoder's new vectors: hidden, key and value
   * @param sink takes each patch's memory
   */
  record Exchange(IntFunction<OpenPatch> open, List<HostTensor> encoded, Sink sink) {}

  /**
   * Adds patches that ended when each row read one position. Their rows' pasts are read where they
   * lie.
   *
   * @param patches one of a row at most, rows in ascending order
   */
  void step(List<ClosedPatch> patches, Exchange exchange) {
    List<ClosedPatch> others = runLong(patches, 1, exchange);
    if (!others.isEmpty()) {
      run(PatchGroup.of(others), 1, exchange);
    }
  }

  /**
   * Adds patches that ended when rows read a chunk. Which patches of a row share a pass, and how
   * much room its past has there, does not depend on other rows.
   *
   * @param patches those of a row one after another, rows in ascending order
   */
  void chunk(List<ClosedPatch> patches, Exchange exchange) {
    SortedMap<Integer, List<ClosedPatch>> byCapacity = new TreeMap<>();
    for (ClosedPatch patch : runLong(patches, PATCHES_STEP, exchange)) {
      int capacity = KeyValueCache.capacityFor(counts[patch.row()]);
      byCapacity.computeIfAbsent(capacity, c -> new ArrayList<>()).add(patch);
    }
    for (List<ClosedPatch> some : byCapacity.values()) {
      PatchGroup group = PatchGroup.of(some);
      group.parts(rowsTogether(group)).forEach(part -> run(part, PATCHES_STEP, exchange));
    }
  }

  /** Patches so long began in an earlier pass, so each is the first of its row. */
  private List<ClosedPatch> runLong(List<ClosedPatch> patches, int patchesStep, Exchange exchange) {
    List<ClosedPatch> others = new ArrayList<>(patches.size());
    for (ClosedPatch patch : patches) {
      if (patch.bytes() > LONG) {
        run(PatchGroup.of(List.of(patch)), patchesStep, exchange);
      } else {
        others.add(patch);
      }
    }
    return others;
  }

  /** How many rows may share a pass so that memory suffices. */
  private int rowsTogether(PatchGroup group) {
    long rowBytes =
        (long) padded(group.most(), PATCHES_STEP)
            * padded(group.longest(), BYTES_STEP)
            * network.vectorBytes();
    return (int) Math.max(1, VECTOR_BYTES / rowBytes);
  }

  private static int padded(int count, int step) {
    return (count + step - 1) / step * step;
  }

  /**
   * One pass.
   *
   * @param patchesStep the number of patches of a row is padded to a multiple of this
   */
  private void run(PatchGroup group, int patchesStep, Exchange exchange) {
    int rows = network.padding().rows(group.memberCount());
    int most = padded(group.most(), patchesStep);
    int longest = padded(group.longest(), BYTES_STEP);
    int slots = network.folder().slots();
    int width = network.folder().width();
    vectors.forEach(v -> v.reshape(rows, most, longest, width));
    memory.reshape(rows, most, slots, width);
    fresh.reshape(rows, most);
    givePatches(group, rows, most, longest, exchange);
    boolean inPlace = most == 1;
    givePast(group, rows, inPlace);
    (inPlace ? onCache : onStaged).run();
    int slotBytes = slots * network.vectorBytes();
    for (int i = 0; i < group.size(); i++) {
      int index = group.member(i) * most + group.order(i);
      exchange.sink().take(group.patch(i), memory.bytes(), index * slotBytes);
    }
    keep(group);
  }

  private void givePatches(PatchGroup group, int rows, int most, int longest, Exchange exchange) {
    int unit = network.vectorBytes();
    lengths.reshape(rows, most);
    positions.reshape(rows, most);
    for (int i = 0; i < rows * most; i++) {
      int member = i / most;
      int read = member < group.memberCount() ? counts[group.row(member)] : 0;
      lengths.longs().put(i, 0);
      positions.floats().put(i, read + i % most);
    }
    for (int i = 0; i < group.size(); i++) {
      ClosedPatch patch = group.patch(i);
      int index = group.member(i) * most + group.order(i);
      lengths.longs().put(index, patch.bytes());
      int at = index * longest;
      if (patch.carried() > 0) {
        exchange.open().apply(patch.row()).copyTo(vectors, at);
      }
      for (int v = 0; v < vectors.size(); v++) {
        ByteBuffer source = exchange.encoded().get(v).bytes();
        int target = (at + patch.carried()) * unit;
        vectors.get(v).bytes().put(target, source, patch.from() * unit, patch.count() * unit);
      }
    }
  }

  /**
   * Tells where the members' pasts lie. A single query reads any past with one kernel, so it may be
   * as long as the cache; of others the sums are in an order that its length decides.
   */
  private void givePast(PatchGroup group, int rows, boolean inPlace) {
    int capacity = inPlace ? cache.capacity() : staged.take(group, cache, counts, shared);
    int kept = network.padding().kept(group.memberCount());
    pastRows.reshape(kept);
    for (int member = 0; member < kept; member++) {
      int row = group.row(Math.min(member, group.memberCount() - 1));
      pastRows.longs().put(member, inPlace ? row : member);
    }
    pastPositions.reshape(rows, capacity);
    for (int member = 0; member < rows; member++) {
      int count = member < group.memberCount() ? counts[group.row(member)] : 0;
      for (int i = 0; i < capacity; i++) {
        pastPositions.floats().put(member * capacity + i, i < count ? i : ByteStack.EMPTY);
      }
    }
  }

  private void keep(PatchGroup group) {
    for (int member = 0; member < group.memberCount(); member++) {
      makeRoom(counts[group.row(member)] + group.patches(member));
    }
    for (int member = 0; member < group.memberCount(); member++) {
      int row = group.row(member);
      cache.copy(fresh, member, 0, row, counts[row], group.patches(member));
      counts[row] += group.patches(member);
    }
  }

  @Override
  public void close() {
    vectors.forEach(HostTensor::close);
    List.of(lengths, positions, pastPositions, pastRows, memory).forEach(HostTensor::close);
    List.of(cache, fresh).forEach(KeyValueCache::close);
    staged.close();
  }
}
