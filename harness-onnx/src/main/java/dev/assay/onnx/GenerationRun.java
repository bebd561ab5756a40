package dev.assay.onnx;

import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a call of {@link CausalDecoder#generate}: a batch whose finished rows make room for
 * others.
 */
final class GenerationRun implements AutoCloseable {
  /** Two rows at least: kernels for a single row of numbers sum differently. */
  private static final int LEAST_ROWS = 2;

  /** Most tokens, padding included, that are read in one forward pass. */
  private static final int PREFILL_TOKENS = 16_384;

  private final DecoderGraph graph;
  private final TokenHeads heads;
  private final int context;
  private final TokenBytes vocabulary;
  private final Set<Integer> ends;
  private final Consumer<GeneratedTokens> sink;
  private final Prefill prefill;
  private final WaitingRequests waiting;
  private final @Nullable Slot[] slots;
  private final KeyValueCache cache;
  private final KeyValueCache fresh;
  private int busy;

  /**
   * Prepares a run.
   *
   * @param waiting where the next requests come from
   * @param prefix what all prompts begin with, from {@link Prefill#prefix}
   * @param cache memory for the rows' keys and values, kept from run to run
   * @param fresh memory for those of new tokens
   */
  GenerationRun(
      DecoderGraph graph,
      TokenHeads heads,
      int context,
      int batchSize,
      TokenBytes vocabulary,
      Set<Integer> ends,
      Consumer<GeneratedTokens> sink,
      WaitingRequests waiting,
      KeyValueCache prefix,
      KeyValueCache cache,
      KeyValueCache fresh) {
    this.graph = graph;
    this.heads = heads;
    this.context = context;
    this.vocabulary = vocabulary;
    this.ends = ends;
    this.sink = sink;
    this.prefill = new Prefill(graph, prefix);
    this.waiting = waiting;
    this.slots = new Slot[batchSize];
    this.cache = cache;
    this.fresh = fresh;
    cache.reshape(Math.max(LEAST_ROWS, slots.length), 0);
  }

  /** A row of the batch that is being generated. */
  private final class Slot {
    final TokenGeneration request;
    final GeneratedBytes bytes;
    final Optional<TokenSampler> sampler;
    final long start = System.nanoTime();
    int cached;
    int generated;
    int lastToken;

    Slot(TokenGeneration request) {
      this.request = request;
      this.bytes = new GeneratedBytes(request.stop(), request.maxBytes());
      this.sampler =
          request.sampling().greedy()
              ? Optional.empty()
              : Optional.of(new TokenSampler(request.sampling(), request.seed()));
      this.cached = request.prompt().length - prefill.prefixLength() + prefill.carried();
    }

    /** Takes the next token; tells why the text ends, if it does. */
    Optional<Finish> take(int token) {
      generated++;
      lastToken = token;
      if (ends.contains(token)) {
        return Optional.of(Finish.END);
      }
      Optional<Finish> finish = bytes.append(vocabulary.of(token));
      boolean full =
          generated == request.maxNewTokens() || request.prompt().length + generated >= context;
      return finish.isEmpty() && full ? Optional.of(Finish.LENGTH) : finish;
    }
  }

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

  /** Takes the next requests into free rows: none where another lane was faster. */
  private void admit(int free) {
    List<TokenGeneration> taken = waiting.take(free);
    for (int next = 0; next < taken.size(); ) {
      int end = next + fitting(taken.subList(next, taken.size()));
      read(taken.subList(next, end));
      next = end;
    }
  }

  /** How many requests, from the first on, can be read side by side: a long one alone. */
  private int fitting(List<TokenGeneration> requests) {
    int width = 0;
    int count = 0;
    for (TokenGeneration request : requests) {
      width = Math.max(width, request.prompt().length - prefill.prefixLength());
      boolean fits = width <= Prefill.CHUNK && (count + 1) * width <= PREFILL_TOKENS;
      if (count > 0 && !fits) {
        break;
      }
      count++;
    }
    return count;
  }

  /** Reads the prompts of requests side by side and takes their first tokens. */
  private void read(List<TokenGeneration> requests) {
    List<Slot> admitted = requests.stream().map(Slot::new).toList();
    List<Prefill.Row> rows = admitted.stream().map(this::row).toList();
    int[] places = freePlaces(admitted.size());
    makeRoom(admitted.stream().mapToInt(s -> s.cached).max().orElseThrow());
    prefill.read(
        rows,
        cache,
        places,
        (input, logits, first) -> {
          int[] at = new int[admitted.size()];
          for (int i = 0; i < at.length; i++) {
            at[i] = graph.logitIndex(input, i, 0);
          }
          int[] tokens = choose(logits, admitted, at);
          for (int i = 0; i < at.length; i++) {
            busy++;
            slots[places[i]] = admitted.get(i);
            finishIfDone(places[i], admitted.get(i).take(tokens[i]));
          }
        });
  }

  private Prefill.Row row(Slot slot) {
    int[] prompt = slot.request.prompt();
    int[] rest = Arrays.copyOfRange(prompt, prefill.prefixLength(), prompt.length);
    return new Prefill.Row(rest, new int[] {rest.length - 1});
  }

  private int[] freePlaces(int count) {
    int[] places = new int[count];
    int found = 0;
    for (int i = 0; found < count; i++) {
      if (slots[i] == null) {
        places[found++] = i;
      }
    }
    return places;
  }

  /** A graph that counts positions from the capacity needs exactly as much as is valid. */
  private void makeRoom(int positions) {
    int needed = graph.raggedRows() ? KeyValueCache.capacityFor(positions) : positions;
    if (needed > cache.capacity() || !graph.raggedRows()) {
      cache.grow(cache.rows(), needed);
    }
  }

  /** One token for every row. */
  private void step() {
    if (waiting.isEmpty() && busy <= cache.rows() * 3 / 4 && cache.rows() > LEAST_ROWS) {
      closeRanks();
    }
    int rows = cache.rows();
    long[] tokens = new long[rows];
    int[] past = new int[rows];
    int[] lengths = new int[rows];
    Arrays.fill(lengths, 1);
    List<Slot> live = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int row = 0; row < Math.min(rows, slots.length); row++) {
      Slot slot = slots[row];
      if (slot != null) {
        tokens[row] = slot.lastToken;
        past[row] = slot.cached;
        live.add(slot);
        places.add(row);
      }
    }
    DecoderInput input =
        new DecoderInput(
            rows,
            1,
            tokens,
            lengths,
            past,
            cache,
            prefill.sharedPrefix(),
            1,
            new long[rows],
            fresh);
    try (Logits logits = graph.forward(input)) {
      int[] at = places.stream().mapToInt(row -> graph.logitIndex(input, row, 0)).toArray();
      int[] chosen = choose(logits, live, at);
      makeRoom(live.stream().mapToInt(s -> s.cached).max().orElseThrow() + 1);
      for (int i = 0; i < at.length; i++) {
        Slot slot = live.get(i);
        cache.copy(fresh, places.get(i), logits.firstFresh(), places.get(i), slot.cached, 1);
        slot.cached++;
        finishIfDone(places.get(i), slot.take(chosen[i]));
      }
    }
  }

  /** Once nothing waits any more, the rows that are left move together. */
  private void closeRanks() {
    int next = 0;
    for (int row = 0; row < slots.length; row++) {
      Slot slot = slots[row];
      if (slot != null) {
        if (row != next) {
          cache.copy(cache, row, 0, next, 0, slot.cached);
          slots[next] = slot;
          slots[row] = null;
        }
        next++;
      }
    }
    cache.shrink(Math.max(LEAST_ROWS, busy));
  }

  /** The next token of each row: the most probable one, or a drawn one where that is asked for. */
  private int[] choose(Logits logits, List<Slot> live, int[] at) {
    long[] best = heads.mostProbable(logits);
    int[] chosen = Arrays.stream(at).map(i -> Math.toIntExact(best[i])).toArray();
    if (live.stream().allMatch(s -> s.sampler.isEmpty())) {
      return chosen;
    }
    FloatBuffer all = logits.copy();
    long[] shape = logits.tensor().getInfo().getShape();
    int width = Math.toIntExact(shape[shape.length - 1]);
    for (int i = 0; i < at.length; i++) {
      float[] row = new float[width];
      all.get(at[i] * width, row);
      chosen[i] = live.get(i).sampler.map(s -> s.draw(row)).orElse(chosen[i]);
    }
    return chosen;
  }

  private void finishIfDone(int place, Optional<Finish> finish) {
    if (finish.isEmpty()) {
      return;
    }
    Slot slot = slots[place];
    if (slot == null) {
      throw new IllegalStateException("row " + place + " is free");
    }
    slots[place] = null;
    busy--;
    sink.accept(
        new GeneratedTokens(
            slot.request.index(),
            new GeneratedText(slot.bytes.text(), finish.get()),
            slot.request.prompt().length,
            slot.generated,
            (System.nanoTime() - slot.start) / 1e9));
  }

  @Override
  public void close() {
    prefill.close();
  }
}
