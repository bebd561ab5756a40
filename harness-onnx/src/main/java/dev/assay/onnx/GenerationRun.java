package dev.assay.onnx;

import dev.assay.model.GeneratedText.Finish;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a call of {@link CausalDecoder#generate}: a batch whose finished rows make room for
 * others.
 */
final class GenerationRun implements AutoCloseable {
  /** Two rows at least: kernels for a single row of numbers sum differently. */
  private static final int LEAST_ROWS = 2;

  private final DecoderGraph graph;
  private final TokenHeads heads;
  private final int context;
  private final int tokensAtOnce;
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
   * @param tokensAtOnce most tokens of prompts, padding included, that are read in one forward pass
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
      int tokensAtOnce,
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
    this.tokensAtOnce = tokensAtOnce;
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

  void run() {
    while (!Thread.currentThread().isInterrupted() && (busy > 0 || !waiting.isEmpty())) {
      int few = few(slots.length);
      if (!waiting.isEmpty() && slots.length - busy >= few) {
        admit(few);
      } else if (busy > 0) {
        step();
      }
    }
  }

  /**
   * How many of so many rows are filled at a time: enough to be read together, but few, so that the
   * engine need not wait until the prompts of all are made into tokens.
   */
  static int few(int rows) {
    return Math.max(1, rows / 4);
  }

  /** Takes the next requests into free rows: none where another lane was faster. */
  private void admit(int most) {
    Map<Integer, List<TokenGeneration>> byLoop =
        waiting.take(most).stream()
            .collect(
                Collectors.groupingBy(this::thoughtsInLoop, TreeMap::new, Collectors.toList()));
    byLoop.forEach(
        (thoughts, requests) -> {
          for (int next = 0; next < requests.size(); ) {
            int tokens = thoughts == 0 ? tokensAtOnce : Prefill.TOKENS;
            int end = next + fitting(requests.subList(next, requests.size()), tokens);
            List<Slot> admitted = requests.subList(next, end).stream().map(this::slot).toList();
            if (thoughts == 0) {
              read(admitted);
            } else {
              readAndThink(admitted, thoughts);
            }
            next = end;
          }
        });
  }

  /** How many thoughts of a request a graph with the loop inside can think; 0 without one. */
  private int thoughtsInLoop(TokenGeneration request) {
    return graph
        .thoughtLoop()
        .flatMap(loop -> request.thinking())
        .filter(thinking -> thinking.endThreshold().isEmpty())
        .map(Thinking::most)
        .filter(thoughts -> request.prompt().length + thoughts < context)
        .orElse(0);
  }

  /** How many requests, from the first on, can be read side by side: a long one alone. */
  private int fitting(List<TokenGeneration> requests, int tokens) {
    int width = 0;
    int count = 0;
    for (TokenGeneration request : requests) {
      width = Math.max(width, request.prompt().length - prefill.prefixLength());
      boolean fits = width <= Prefill.CHUNK && (count + 1) * width <= tokens;
      if (count > 0 && !fits) {
        break;
      }
      count++;
    }
    return count;
  }

  /** Reads the prompts of requests side by side and takes their first tokens. */
  private void read(List<Slot> admitted) {
    List<Prefill.Row> rows = admitted.stream().map(this::row).toList();
    int[] places = freePlaces(admitted.size());
    makeRoom(admitted.stream().mapToInt(Slot::cached).max().orElseThrow());
    prefill.read(
        rows,
        cache,
        places,
        (input, output, first) -> {
          Predictions predictions = new Predictions(output, heads);
          for (int i = 0; i < places.length; i++) {
            Slot slot = admitted.get(i);
            occupy(places[i], slot);
            leaveIf(slot.take(predictions.at(graph.outputIndex(input, i, 0))), slot, places[i]);
          }
        });
  }

  /** Reads prompts and thinks equally many thoughts in one call. */
  private void readAndThink(List<Slot> admitted, int thoughts) {
    int[] places = freePlaces(admitted.size());
    makeRoom(admitted.stream().mapToInt(Slot::cached).max().orElseThrow() + thoughts);
    ThoughtLoop loop = graph.thoughtLoop().orElseThrow();
    List<int[]> prompts = admitted.stream().map(Slot::prompt).toList();
    int width = Prefill.padded(prompts.stream().mapToInt(p -> p.length).max().orElseThrow());
    try (ThoughtLoop.Output output = loop.think(prompts, width, thoughts, fresh)) {
      Predictions predictions = new Predictions(output.last(), heads);
      for (int i = 0; i < places.length; i++) {
        Slot slot = admitted.get(i);
        cache.copy(fresh, i, prefill.prefixLength(), places[i], 0, slot.cached() + thoughts);
        occupy(places[i], slot);
        leaveIf(slot.take(output.thoughts(i), predictions.at(i)), slot, places[i]);
      }
    }
  }

  private void occupy(int place, Slot slot) {
    busy++;
    slots[place] = slot;
  }

  private Slot slot(TokenGeneration request) {
    if (request.thinking().isPresent() && !graph.thinks()) {
      throw new IllegalArgumentException(
          "the decoder has no input 'thoughts': it cannot think before it writes");
    }
    if (request.thinking().stream().anyMatch(t -> t.endThreshold().isPresent())
        && !graph.endsThinking()) {
      throw new IllegalArgumentException(
          "the decoder has no output 'thought_end': it cannot tell when thinking should end");
    }
    int cached = request.prompt().length - prefill.prefixLength() + prefill.carried();
    return new Slot(request, cached, context, vocabulary, ends);
  }

  private Prefill.Row row(Slot slot) {
    int[] prompt = slot.prompt();
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

  /** One forward pass, in which every row reads its next token or thought. */
  private void step() {
    if (waiting.isEmpty() && busy <= cache.rows() * 3 / 4 && cache.rows() > LEAST_ROWS) {
      closeRanks();
    }
    int rows = cache.rows();
    long[] tokens = new long[rows];
    int[] past = new int[rows];
    int[] lengths = new int[rows];
    Arrays.fill(lengths, 1);
    Map<Integer, float[]> thoughts = new HashMap<>();
    Map<Integer, Slot> live = new TreeMap<>();
    for (int row = 0; row < Math.min(rows, slots.length); row++) {
      Slot slot = slots[row];
      if (slot != null) {
        live.put(row, slot);
        past[row] = slot.cached();
        if (slot.next() instanceof Slot.Input.Token token) {
          tokens[row] = token.id();
        } else if (slot.next() instanceof Slot.Input.Thought thought) {
          thoughts.put(row, thought.vector());
        }
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
            thoughts,
            fresh);
    try (DecoderOutput output = graph.forward(input)) {
      Predictions predictions = new Predictions(output, heads);
      makeRoom(live.values().stream().mapToInt(Slot::cached).max().orElseThrow() + 1);
      live.forEach(
          (row, slot) -> {
            cache.copy(fresh, row, output.firstFresh(), row, slot.cached(), 1);
            slot.grow();
            leaveIf(slot.take(predictions.at(graph.outputIndex(input, row, 0))), slot, row);
          });
    }
  }

  /** Once nothing waits any more, the rows that are left move together. */
  private void closeRanks() {
    int next = 0;
    for (int row = 0; row < slots.length; row++) {
      Slot slot = slots[row];
      if (slot != null) {
        if (row != next) {
          cache.copy(cache, row, 0, next, 0, slot.cached());
          slots[next] = slot;
          slots[row] = null;
        }
        next++;
      }
    }
    cache.shrink(Math.max(LEAST_ROWS, busy));
  }

  /** A row that has ended leaves the batch. */
  private void leaveIf(Optional<Finish> finish, Slot slot, int place) {
    finish.ifPresent(
        why -> {
          slots[place] = null;
          busy--;
          sink.accept(slot.result(why));
        });
  }

  @Override
  public void close() {
    prefill.close();
  }
}
