package dev.assay.blt;

import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows side by side, with all that the model remembers of them. A pass reads the next positions of
 * each row: the entropy model and the encoder run over them, the global transformer over the
 * patches that ended with them, the decoder over them with the memory of the last patch that had
 * ended when each was read.
 *
 * <p>Entropy model, encoder and decoder run once for each byte, the global transformer once for
 * each patch; nothing is ever computed twice. Not thread-safe.
 */
final class RowBatch implements AutoCloseable {
  private final Network network;
  private final int width;
  private final HostTensor ids = new HostTensor(ElementType.INT64);
  private final HostTensor positions = new HostTensor(ElementType.FLOAT32);
  private final HostTensor entropies = new HostTensor(ElementType.FLOAT32);
  private final HostTensor ngrams;
  private final List<HostTensor> encoded;
  private final PatchMemory memory;
  private final HostTensor logitPositions = new HostTensor(ElementType.INT64);
  private final HostTensor logits = new HostTensor(ElementType.FLOAT32);
  private final Optional<ByteStack> entropyModel;
  private final ByteStack encoder;
  private final PatchStack latent;
  private final ByteStack decoder;
  private final NgramTables.Lookup lookup;
  private @Nullable Row[] rows = {};
  private Optional<SharedBeginning> shared = Optional.empty();

  /** A batch without rows. */
  RowBatch(Network network) {
    BltFolder folder = network.folder();
    this.network = network;
    this.width = folder.width();
    this.lookup = network.tables().new Lookup();
    this.ngrams = new HostTensor(folder.type());
    this.encoded =
        List.of(
            new HostTensor(folder.type()),
            new HostTensor(folder.type()),
            new HostTensor(folder.type()));
    this.memory = new PatchMemory(network);
    this.entropyModel =
        network
            .entropy()
            .map(
                session ->
                    new ByteStack(
                        session,
                        folder.entropy().orElseThrow().window(),
                        folder.context(),
                        Map.of("ids", ids, "positions", positions),
                        Map.of("entropies", entropies)));
    this.encoder =
        new ByteStack(
            network.encoder(),
            folder.encoder().window(),
            folder.context(),
            Map.of("ids", ids, "positions", positions, "hash_embeddings", ngrams),
            Map.of(
                "hidden",
                encoded.get(0),
                "patch_key",
                encoded.get(1),
                "patch_value",
                encoded.get(2)));
    this.latent = new PatchStack(network);
    this.decoder =
        new ByteStack(
            network.decoder(),
            folder.decoder().window(),
            folder.context(),
            Map.of(
                "hidden", encoded.get(0),
                "positions", positions,
                "memory", memory.memory(),
                "memory_index", memory.index(),
                "logit_positions", logitPositions),
            Map.of("logits", logits));
  }

  /**
   * Forgets all rows and makes room for others.
   *
   * @param kept the first of them, which may be taken; the rest only pad them
   * @param read positions that the rows which will be put here have read so far
   * @param beginning what all of them begin with
   */
  void reset(int count, int kept, int read, Optional<SharedBeginning> beginning) {
    boolean same = beginning.isPresent() && beginning.equals(shared);
    shared = beginning;
    rows = new Row[count];
    memory.resize(count);
    int positionsShared = beginning.map(SharedBeginning::length).orElse(0);
    stacks().forEach(stack -> stack.reset(count, kept, read, positionsShared, same));
    latent.reset(kept, beginning.map(b -> b.row().patches()).orElse(0), same);
  }

  private List<ByteStack> stacks() {
    List<ByteStack> stacks = new ArrayList<>(List.of(encoder, decoder));
    entropyModel.ifPresent(stacks::add);
    return stacks;
  }

  /** Drops the last rows; of the others, those that may be taken are {@code kept}. */
  void shrink(int count, int kept) {
    rows = Arrays.copyOf(rows, count);
    memory.resize(count);
    stacks().forEach(stack -> stack.shrink(count, kept));
    latent.shrink(kept);
  }

  /** Number of rows, free ones included. */
  int size() {
    return rows.length;
  }

  /** The row at a place that is taken. */
  Row row(int place) {
    return Objects.requireNonNull(rows[place]);
  }

  /** Puts a row of which nothing was read yet. */
  void put(int place, Row row) {
    rows[place] = row;
  }

  /** Frees a place. */
  void remove(int place) {
    rows[place] = null;
  }

  /**
   * Puts a row that another batch, or this one at another place, has read so far.
   *
   * @param row the row there, or one that continues it
   */
  void put(int place, Row row, RowBatch from, int fromPlace) {
    rows[place] = row;
    encoder.copy(from.encoder, fromPlace, place);
    decoder.copy(from.decoder, fromPlace, place);
    entropyModel.ifPresent(stack -> stack.copy(from.entropyModel.orElseThrow(), fromPlace, place));
    latent.copy(from.latent, fromPlace, place);
    memory.copy(from.memory, fromPlace, place);
  }

  /**
   * Which positions a pass reads and what is asked of them.
   *
   * @param width positions of each row, padding included; 1 for a step
   * @param counts how many positions of each row are real
   * @param asked positions of each row whose logits are wanted
   * @param askedIndexes these as indexes into the row's new positions, {@code [rows, asked]}
   */
  record Pass(int width, int[] counts, int asked, long[] askedIndexes) {}

  /**
   * Reads the next positions.
   *
   * @return logits float32 {@code [rows, asked, 260]}, valid until the next pass
   */
  HostTensor read(Pass pass) {
    int count = rows.length;
    giveIds(pass);
    encoded.forEach(tensor -> tensor.reshape(count, pass.width(), width));
    entropies.reshape(count, pass.width());
    entropyModel.ifPresent(stack -> stack.run(pass.width()));
    encoder.run(pass.width());
    closePatches(pass, advance(pass));
    logitPositions.reshape(count, pass.asked());
    logitPositions.longs().put(0, pass.askedIndexes());
    logits.reshape(count, pass.asked(), ByteIds.COUNT);
    decoder.run(pass.width());
    for (int row = 0; row < count; row++) {
      if (pass.counts()[row] > 0) {
        keep(row, pass.counts()[row]);
      }
    }
    return logits;
  }

  /** What {@link #read} returns, the same tensor each time. */
  HostTensor logits() {
    return logits;
  }

  private void keep(int row, int positionsRead) {
    encoder.keep(row, positionsRead);
    decoder.keep(row, positionsRead);
    entropyModel.ifPresent(stack -> stack.keep(row, positionsRead));
  }

  /** Padding's positions are after those of its row, so that nothing real sees it. */
  private void giveIds(Pass pass) {
    ids.reshape(rows.length, pass.width());
    positions.reshape(rows.length, pass.width());
    ngrams.reshape(rows.length, pass.width(), width);
    for (int place = 0; place < rows.length; place++) {
      Row row = rows[place];
      for (int i = 0; i < pass.width(); i++) {
        int at = place * pass.width() + i;
        int position = row == null ? i : row.read() + i;
        positions.floats().put(at, position);
        if (row != null && i < pass.counts()[place]) {
          ngrams.put(at * width, lookup.embedding(row.ids(), position));
          ids.longs().put(at, row.ids()[position]);
        } else {
          ids.longs().put(at, 0);
        }
      }
    }
  }

  /** Lets each row find its patches' ends, and tells each new position what it reads. */
  private List<ClosedPatch> advance(Pass pass) {
    List<ClosedPatch> closed = new ArrayList<>();
    memory.index().reshape(rows.length, pass.width());
    float[] nats = new float[rows.length * pass.width()];
    if (entropyModel.isPresent()) {
      entropies.get(0, nats);
    }
    for (int place = 0; place < rows.length; place++) {
      Row row = rows[place];
      int carried = row == null ? 0 : row.open().bytes();
      int from = 0;
      int order = 0;
      for (int i = 0; i < pass.width(); i++) {
        int at = place * pass.width() + i;
        if (row != null && i < pass.counts()[place] && row.advance(nats[at])) {
          closed.add(
              new ClosedPatch(place, order++, carried, place * pass.width() + from, i + 1 - from));
          carried = 0;
          from = i + 1;
        }
        memory.index().longs().put(at, pass.width() == 1 ? 0 : order);
      }
    }
    return closed;
  }

  /** Computes the memory of patches that ended, and keeps the bytes of those that have not. */
  private void closePatches(Pass pass, List<ClosedPatch> closed) {
    int most = 0;
    for (ClosedPatch patch : closed) {
      most = Math.max(most, patch.order() + 1);
    }
    memory.begin(rows.length, pass.width(), most);
    PatchStack.Exchange exchange = new PatchStack.Exchange(this::open, encoded, memory::take);
    if (pass.width() == 1) {
      latent.step(closed, exchange);
    } else {
      latent.chunk(closed, exchange);
    }
    int[] ended = new int[rows.length];
    for (ClosedPatch patch : closed) {
      open(patch.row()).clear();
      ended[patch.row()] = patch.from() + patch.count() - patch.row() * pass.width();
    }
    for (int place = 0; place < rows.length; place++) {
      int rest = pass.counts()[place] - ended[place];
      if (rest > 0) {
        open(place).append(encoded, place * pass.width() + ended[place], rest);
      }
    }
  }

  private OpenPatch open(int place) {
    return row(place).open();
  }

  @Override
  public void close() {
    encoded.forEach(HostTensor::close);
    List.of(ids, positions, entropies, ngrams, logitPositions, logits).forEach(HostTensor::close);
    memory.close();
    stacks().forEach(ByteStack::close);
    latent.close();
  }
}
