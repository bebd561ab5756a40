package dev.assay.blt;

import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.onnx.GeneratedBytes;
import dev.assay.onnx.HostTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A batch that writes byte by byte, whose finished rows make room for waiting requests. */
final class GenerationLane {
  private final Network network;
  private final Queue<ByteGeneration> waiting;
  private final Consumer<GeneratedRow> sink;
  private final Prefill prefill;
  private final RowBatch batch;
  private final @Nullable Slot[] slots;
  private final float[] logits = new float[ByteIds.COUNT];
  private int busy;

  /**
   * A lane.
   *
   * @param rows most rows side by side
   * @param batch memory for them
   * @param waiting where the next requests come from; other lanes take from it too
   * @param sink takes finished rows
   */
  GenerationLane(
      Network network,
      int rows,
      RowBatch batch,
      Prefill prefill,
      Queue<ByteGeneration> waiting,
      Consumer<GeneratedRow> sink) {
    this.network = network;
    this.slots = new Slot[rows];
    this.batch = batch;
    this.prefill = prefill;
    this.waiting = waiting;
    this.sink = sink;
    RowPadding padding = network.padding();
    batch.reset(padding.rows(rows), padding.kept(rows), 0, prefill.shared());
  }

  /** A row that is being written. */
  private final class Slot {
    final ByteGeneration request;
    final GeneratedBytes text;
    final ByteChoice choice;
    final long start = System.nanoTime();
    int steps;

    Slot(ByteGeneration request) {
      this.request = request;
      this.text = new GeneratedBytes(request.stop(), request.maxBytes());
      this.choice = new ByteChoice(request.sampling(), request.seed());
    }

    /** Adds the next id to the row; tells why the text ends, if it does. */
    Optional<Finish> write(Row row, int id) {
      steps++;
      if (id == ByteIds.END) {
        return Optional.of(Finish.END);
      }
      row.append(id);
      Optional<Finish> finish = text.append(new byte[] {(byte) (id - ByteIds.OFFSET)});
      boolean full = steps == request.maxNewBytes() || row.length() >= network.folder().context();
      return finish.isEmpty() && full ? Optional.of(Finish.LENGTH) : finish;
    }
  }

  /** Works until nothing waits and all rows are finished. */
  void run() {
    while (!Thread.currentThread().isInterrupted() && (busy > 0 || !waiting.isEmpty())) {
      int free = slots.length - busy;
      if (!waiting.isEmpty() && (busy == 0 || free >= Math.max(1, slots.length / 4))) {
        admit(free);
      } else if (busy > 0) {
        step();
      }
    }
  }

  /** Reads the prompts of the next requests and takes their first bytes. */
  private void admit(int free) {
    List<Slot> admitted = new ArrayList<>();
    int most = Math.min(free, Prefill.rowsTogether(network));
    while (admitted.size() < most) {
      ByteGeneration request = waiting.poll();
      if (request == null) {
        break;
      }
      admitted.add(new Slot(request));
    }
    admitted.sort(Comparator.comparingInt(slot -> -slot.request.prompt().length));
    int[] places =
        IntStream.range(0, slots.length)
            .filter(i -> slots[i] == null)
            .limit(admitted.size())
            .toArray();
    prefill.read(
        admitted.stream()
            .map(s -> new Prefill.Text(s.request.prompt(), s.request.prompt().length - 1))
            .toList(),
        chunk -> {
          for (int i = 0; i < chunk.counts().length; i++) {
            if (chunk.counts()[i] > 0) {
              slots[places[i]] = admitted.get(i);
              busy++;
              batch.put(places[i], chunk.batch().row(i), chunk.batch(), i);
              write(places[i], chunk.logits(), i * chunk.width());
            }
          }
        });
  }

  /** One byte for every row. */
  private void step() {
    boolean fewer = network.padding().rows(busy) < batch.size();
    if (fewer && waiting.isEmpty() && busy <= batch.size() * 3 / 4) {
      closeRanks();
    }
    int[] counts = new int[batch.size()];
    for (int i = 0; i < Math.min(slots.length, counts.length); i++) {
      counts[i] = slots[i] == null ? 0 : 1;
    }
    HostTensor all = batch.read(new RowBatch.Pass(1, counts, 1, new long[counts.length]));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        write(i, all, i);
      }
    }
  }

  private void write(int place, HostTensor all, int index) {
    Slot slot = Objects.requireNonNull(slots[place]);
    Row row = batch.row(place);
    all.get(index * ByteIds.COUNT, logits);
    Optional<Finish> finish = slot.write(row, slot.choice.choose(logits));
    if (finish.isPresent()) {
      slots[place] = null;
      busy--;
      batch.remove(place);
      sink.accept(
          new GeneratedRow(
              slot.request.index(),
              row,
              new GeneratedText(slot.text.text(), finish.get()),
              slot.steps,
              (System.nanoTime() - slot.start) / 1e9));
    }
  }

  /** Once nothing waits any more, the rows that are left move together. */
  private void closeRanks() {
    int next = 0;
    for (int place = 0; place < slots.length; place++) {
      Slot slot = slots[place];
      if (slot != null) {
        if (place != next) {
          batch.put(next, batch.row(place), batch, place);
          batch.remove(place);
          slots[next] = slot;
          slots[place] = null;
        }
        next++;
      }
    }
    batch.shrink(network.padding().rows(busy), network.padding().kept(busy));
  }
}
