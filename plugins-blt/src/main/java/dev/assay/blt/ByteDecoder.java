package dev.assay.blt;

import dev.assay.onnx.Lanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Writes and scores rows of bytes in batches. A result depends on its request alone: rows never see
 * each other, random numbers come from one stream per request, and whatever rows share is read in
 * chunks that each of them would be read in alone.
 *
 * <p>Not thread-safe but for {@link #prepare}. Work ends early, with requests unanswered, when the
 * thread is interrupted.
 */
final class ByteDecoder implements AutoCloseable {
  private final Network network;
  private final int batchSize;
  private final List<Memory> memories;

  /** What a lane keeps from call to call, since allocating it anew takes time. */
  private record Memory(RowBatch reading, RowBatch writing) {}

  /**
   * A decoder, which closes the network with itself.
   *
   * @param batchSize most rows side by side
   * @param lanes how many batches are worked on at the same time, each in a thread of its own
   */
  ByteDecoder(Network network, int batchSize, int lanes) {
    this.network = network;
    this.batchSize = batchSize;
    this.memories =
        IntStream.range(0, lanes)
            .mapToObj(i -> new Memory(new RowBatch(network), new RowBatch(network)))
            .toList();
  }

  /** Most positions of a row. */
  int context() {
    return network.folder().context();
  }

  /**
   * Continues prompts.
   *
   * @param requests each with a prompt shorter than the context; generation ends with {@code
   *     LENGTH} where the context is full
   * @param sink takes each result as soon as it is finished, in no particular order, from several
   *     threads at once if there are several lanes
   */
  void generate(List<ByteGeneration> requests, Consumer<GeneratedRow> sink) {
    try (Generation generation = prepare(requests)) {
      generation.run(sink);
    }
  }

  /** Reads what the prompts begin with. Safe while others are being continued. */
  Generation prepare(List<ByteGeneration> requests) {
    for (ByteGeneration request : requests) {
      if (request.prompt().length == 0 || request.prompt().length >= context()) {
        throw new IllegalArgumentException(
            "a prompt must have 1 to %d positions, not %d"
                .formatted(context() - 1, request.prompt().length));
      }
    }
    return new Generation(requests);
  }

  /** Prompts that are to be continued, of which nothing is written yet. */
  final class Generation implements AutoCloseable {
    private final List<ByteGeneration> sorted;
    private final Optional<SharedBeginning> shared;

    private Generation(List<ByteGeneration> requests) {
      this.sorted = new ArrayList<>(requests);
      sorted.sort(
          Comparator.comparingInt((ByteGeneration r) -> r.prompt().length)
              .thenComparingInt(ByteGeneration::index));
      this.shared =
          SharedBeginning.of(
              network,
              sorted.stream()
                  .map(r -> new Prefill.Text(r.prompt(), r.prompt().length - 1))
                  .toList());
    }

    /** Continues them; at most once. */
    void run(Consumer<GeneratedRow> sink) {
      if (sorted.isEmpty()) {
        return;
      }
      Queue<ByteGeneration> waiting = new ConcurrentLinkedQueue<>(sorted);
      int lanes = Math.min(memories.size(), sorted.size());
      int rows = rowsOfALane(sorted.size(), lanes);
      Lanes.run(
          lanes,
          i -> {
            Memory memory = memories.get(i);
            Prefill prefill = new Prefill(network, shared, memory.reading());
            new GenerationLane(network, rows, memory.writing(), prefill, waiting, sink).run();
          });
    }

    @Override
    public void close() {
      shared.ifPresent(SharedBeginning::close);
    }
  }

  /**
   * Scores continuations.
   *
   * @param requests each no longer than the context plus one
   * @param sink as for {@link #generate}
   */
  void score(List<ByteScoring> requests, Consumer<ScoredRow> sink) {
    for (ByteScoring request : requests) {
      if (request.ids().length > context() + 1) {
        throw new IllegalArgumentException(
            "at most %d positions can be scored at once, not %d"
                .formatted(context() + 1, request.ids().length));
      }
    }
    List<ByteScoring> sorted = new ArrayList<>(requests);
    sorted.sort(
        Comparator.comparingInt((ByteScoring r) -> -r.ids().length)
            .thenComparingInt(ByteScoring::index));
    if (requests.isEmpty()) {
      return;
    }
    int lanes = Math.min(memories.size(), requests.size());
    int rows = Math.min(Prefill.rowsTogether(network), rowsOfALane(requests.size(), lanes));
    Queue<List<ByteScoring>> waiting = new ConcurrentLinkedQueue<>();
    for (int from = 0; from < sorted.size(); from += rows) {
      waiting.add(sorted.subList(from, Math.min(from + rows, sorted.size())));
    }
    List<Prefill.Text> texts =
        requests.stream().map(r -> new Prefill.Text(r.ids(), r.from() - 1)).toList();
    Optional<SharedBeginning> shared = SharedBeginning.of(network, texts);
    try {
      Lanes.run(
          lanes,
          i -> {
            RowBatch batch = memories.get(i).reading();
            Prefill prefill = new Prefill(network, shared, batch);
            try (ScoringLane lane = new ScoringLane(network, prefill, batch, sink)) {
              lane.run(waiting);
            }
          });
    } finally {
      shared.ifPresent(SharedBeginning::close);
    }
  }

  private int rowsOfALane(int requests, int lanes) {
    int most = Math.min(requests, batchSize);
    return Math.max(1, (most + lanes - 1) / Math.max(1, lanes));
  }

  @Override
  public void close() {
    for (Memory memory : memories) {
      memory.reading().close();
      memory.writing().close();
    }
    network.close();
  }
}
