package dev.assay.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One call of {@link CausalDecoder#score}: rows of similar length are read side by side, batch by
 * batch in each lane.
 */
final class ScoringRun {
  /** Most logits in one forward pass, 128 MiB of floats. */
  private static final long LOGITS = 1L << 25;

  private final DecoderGraph graph;
  private final TokenHeads heads;
  private final int batchSize;
  private final int tokensAtOnce;
  private final int lanes;
  private final Consumer<ScoredTokens> sink;

  /**
   * Prepares a run.
   *
   * @param tokensAtOnce most tokens, padding included, in one forward pass
   */
  ScoringRun(
      DecoderGraph graph,
      TokenHeads heads,
      int batchSize,
      int tokensAtOnce,
      int lanes,
      Consumer<ScoredTokens> sink) {
    this.graph = graph;
    this.heads = heads;
    this.batchSize = batchSize;
    this.tokensAtOnce = tokensAtOnce;
    this.lanes = lanes;
    this.sink = sink;
  }

  /** Sums up the scores of one row, which may come in several chunks. */
  private static final class Sum {
    double logLikelihood;
    boolean greedy = true;
  }

  void run(List<TokenScoring> requests) {
    List<int[]> sequences = requests.stream().map(TokenScoring::tokens).toList();
    int[] sharable = requests.stream().mapToInt(r -> r.from() - 1).toArray();
    int shared = SharedPrefix.length(sequences, sharable);
    List<TokenScoring> sorted =
        requests.stream()
            .sorted(
                Comparator.comparingInt((TokenScoring r) -> r.tokens().length)
                    .thenComparingInt(TokenScoring::index))
            .toList();
    Queue<List<TokenScoring>> batches = new ConcurrentLinkedQueue<>();
    for (int next = 0; next < sorted.size(); ) {
      List<TokenScoring> batch = batch(sorted, next, shared);
      batches.add(batch);
      next += batch.size();
    }
    try (KeyValueCache prefix = Prefill.prefix(graph, Arrays.copyOf(sequences.get(0), shared))) {
      Lanes.run(Math.min(lanes, batches.size()), lane -> work(batches, prefix));
    }
  }

  private void work(Queue<List<TokenScoring>> batches, KeyValueCache prefix) {
    try (Prefill prefill = new Prefill(graph, prefix)) {
      while (!Thread.currentThread().isInterrupted()) {
        List<TokenScoring> batch = batches.poll();
        if (batch == null) {
          return;
        }
        score(batch, prefill);
      }
    }
  }

  private List<TokenScoring> batch(List<TokenScoring> sorted, int start, int shared) {
    List<TokenScoring> batch = new ArrayList<>();
    int asked = 0;
    for (TokenScoring request : sorted.subList(start, sorted.size())) {
      int width = request.tokens().length - 1 - shared;
      asked = Math.max(asked, request.tokens().length - request.from());
      int rows = batch.size() + 1;
      boolean fits =
          rows <= batchSize
              && width <= Prefill.CHUNK
              && rows * width <= tokensAtOnce
              && (long) rows * asked * graph.vocabulary() <= LOGITS;
      if (!batch.isEmpty() && !fits) {
        break;
      }
      batch.add(request);
    }
    return batch;
  }

  private void score(List<TokenScoring> batch, Prefill prefill) {
    long start = System.nanoTime();
    List<Prefill.Row> rows = new ArrayList<>();
    List<Sum> sums = new ArrayList<>();
    int longest = 0;
    for (TokenScoring request : batch) {
      int[] read =
          Arrays.copyOfRange(request.tokens(), prefill.prefixLength(), request.tokens().length - 1);
      int first = request.from() - 1 - prefill.prefixLength();
      rows.add(new Prefill.Row(read, IntStream.range(first, read.length).toArray()));
      sums.add(new Sum());
      longest = Math.max(longest, read.length);
    }
    int room = KeyValueCache.capacityFor(prefill.carried() + longest);
    try (KeyValueCache cache = new KeyValueCache(graph.keyValues(), batch.size(), room)) {
      int[] slots = IntStream.range(0, batch.size()).toArray();
      prefill.read(
          rows, cache, slots, (input, output, k) -> add(batch, rows, sums, input, output, k));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    for (int i = 0; i < batch.size(); i++) {
      TokenScoring request = batch.get(i);
      Sum sum = sums.get(i);
      int tokens = request.tokens().length - request.from();
      sink.accept(
          new ScoredTokens(request.index(), sum.logLikelihood, sum.greedy, tokens, seconds));
    }
  }

  private void add(
      List<TokenScoring> batch,
      List<Prefill.Row> rows,
      List<Sum> sums,
      DecoderInput input,
      DecoderOutput output,
      int first) {
    long[] targets = new long[input.rows() * output.positions()];
    for (int r = 0; r < input.rows(); r++) {
      for (int k = 0; k < asked(rows.get(r), input, first); k++) {
        targets[graph.outputIndex(input, r, k)] =
            batch.get(r).tokens()[batch.get(r).from() + first + k];
      }
    }
    TokenHeads.TargetScores scores = heads.score(output, targets);
    for (int r = 0; r < input.rows(); r++) {
      for (int k = 0; k < asked(rows.get(r), input, first); k++) {
        int at = graph.outputIndex(input, r, k);
        sums.get(r).logLikelihood += scores.logProbability()[at];
        sums.get(r).greedy &= scores.greedy()[at];
      }
    }
  }

  private static int asked(Prefill.Row row, DecoderInput input, int first) {
    return Math.min(input.asked(), row.asked().length - first);
  }
}
