package dev.assay.onnx;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Batched autoregressive decoding of a causal language model with a key-value cache.
 *
 * <p>A prompt prefix that all requests share is computed once. Requests are sorted by length;
 * finished rows leave the batch and others take their place. A result depends on its request alone:
 * rows never see each other, random numbers come from one stream per request, and shapes are padded
 * so that the kernels of ONNX Runtime's CPU provider add up in the same order whatever the batch.
 *
 * <p>Not thread-safe but for {@link #prepare}. Work ends early, with requests unanswered, when the
 * thread is interrupted.
 */
public final class CausalDecoder implements AutoCloseable {
  private final DecoderGraph graph;
  private final TokenHeads heads;
  private final int context;
  private final int batchSize;
  private final int tokensAtOnce;
  private final List<Memory> memories;

  /**
   * How a decoder is laid out in its file.
   *
   * @see AssayDecoderGraph
   * @see OptimumDecoderGraph
   */
  public sealed interface Layout {
    /**
     * The layout that {@code training/} exports.
     *
     * @param thoughtLoop a second file, whose graph reads prompts and thinks in one call; used
     *     where the number of thoughts is given. Answers are the same but for the last digits,
     *     which may depend on the batch, and {@link Thoughts#readings} is empty
     */
    record Assay(Optional<Path> thoughtLoop) implements Layout {
      /** Without that file. */
      public Assay() {
        this(Optional.empty());
      }
    }

    /** The usual Hugging Face layout, with the names of its inputs and outputs. */
    record Optimum(OptimumNames names) implements Layout {}
  }

  /** What a lane keeps from call to call, since allocating it anew takes time. */
  private record Memory(KeyValueCache cache, KeyValueCache fresh) {
    static Memory of(KeyValueCache.Shape shape) {
      return new Memory(new KeyValueCache(shape, 1, 0), new KeyValueCache(shape, 1, 0));
    }

    void close() {
      cache.close();
      fresh.close();
    }
  }

  private CausalDecoder(
      DecoderGraph graph,
      TokenHeads heads,
      int context,
      int batchSize,
      int tokensAtOnce,
      int lanes) {
    this.graph = graph;
    this.heads = heads;
    this.context = context;
    this.batchSize = graph.raggedRows() ? batchSize : 1;
    this.tokensAtOnce = tokensAtOnce;
    this.memories = IntStream.range(0, lanes).mapToObj(i -> Memory.of(graph.keyValues())).toList();
  }

  /**
   * Opens a decoder.
   *
   * @param file the ONNX file
   * @param layout what its inputs and outputs mean
   * @param context most positions the model can attend to
   * @param batchSize most rows side by side
   * @param lanes how many batches are worked on at the same time, each in a thread of its own: for
   *     small models, whose matrices are too small to share among threads
   * @param clock counts the time spent in ONNX Runtime
   * @throws dev.assay.SetupException if the file is not such a decoder
   */
  public static CausalDecoder open(
      Path file,
      Layout layout,
      int context,
      int batchSize,
      int lanes,
      OnnxSession.Options options,
      EngineClock clock) {
    OnnxSession session = OnnxSession.open(file, options, clock);
    try {
      DecoderGraph graph =
          layout instanceof Layout.Optimum optimum
              ? new OptimumDecoderGraph(session, optimum.names())
              : new AssayDecoderGraph(session, thoughtLoop(layout, options, clock));
      TokenHeads heads = new TokenHeads(clock, options.threads());
      int tokensAtOnce = Prefill.tokensAtOnce(options);
      return new CausalDecoder(graph, heads, context, batchSize, tokensAtOnce, lanes);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static Optional<ThoughtLoop> thoughtLoop(
      Layout layout, OnnxSession.Options options, EngineClock clock) {
    return layout instanceof Layout.Assay assay
        ? assay.thoughtLoop().map(file -> ThoughtLoop.open(file, options, clock))
        : Optional.empty();
  }

  /** Most positions the model can attend to. */
  public int context() {
    return context;
  }

  /** Whether the model can think before it writes, as {@link Thinking} asks. */
  public boolean thinks() {
    return graph.thinks();
  }

  /** Whether the model can tell when its thinking should end. */
  public boolean endsThinking() {
    return graph.endsThinking();
  }

  /**
   * Continues prompts; the first are being continued while others are still to be tokenized.
   *
   * @param requests each with a prompt shorter than the context; generation ends with {@code
   *     LENGTH} where the context is full, with an empty text if thoughts filled it
   * @param vocabulary what each token stands for
   * @param ends tokens that end a text
   * @param sink takes each result as soon as it is finished, in no particular order, from several
   *     threads at once if there are several lanes
   */
  public void generate(
      List<PendingGeneration> requests,
      TokenBytes vocabulary,
      Collection<Integer> ends,
      Consumer<GeneratedTokens> sink) {
    if (requests.isEmpty()) {
      return;
    }
    try (Generation generation = prepare(requests)) {
      generation.run(vocabulary, ends, sink);
    }
  }

  /**
   * Begins to continue prompts: tokenizes the first and reads what they begin with. Safe while
   * others are being continued.
   *
   * @param requests as for {@link #generate}
   */
  public Generation prepare(List<PendingGeneration> requests) {
    return new Generation(requests);
  }

  /** Prompts that are to be continued, of which nothing is written yet. */
  public final class Generation implements AutoCloseable {
    private final int size;
    private final WaitingRequests waiting;
    private final KeyValueCache prefix;

    private Generation(List<PendingGeneration> requests) {
      this.size = requests.size();
      this.waiting = new WaitingRequests(requests, context);
      this.prefix = readPrefix();
    }

    /** Computes what all prompts begin with, while the first of them are made. */
    private KeyValueCache readPrefix() {
      AtomicReference<KeyValueCache> read = new AtomicReference<>();
      Lanes.run(
          2,
          lane -> {
            if (lane == 0) {
              read.set(Prefill.prefix(graph, waiting.prefix()));
            } else {
              waiting.makeFor(GenerationRun.few(batchSize));
            }
          });
      return read.get();
    }

    /** Continues them, as {@link CausalDecoder#generate} does; at most once. */
    public void run(
        TokenBytes vocabulary, Collection<Integer> ends, Consumer<GeneratedTokens> sink) {
      if (size == 0) {
        return;
      }
      int lanes = Math.min(memories.size(), size);
      int rows = Math.min((batchSize + lanes - 1) / lanes, (size + lanes - 1) / lanes);
      Set<Integer> endTokens = Set.copyOf(ends);
      Lanes.run(
          lanes,
          lane -> {
            Memory memory = memories.get(lane);
            try (GenerationRun run =
                new GenerationRun(
                    graph,
                    heads,
                    context,
                    rows,
                    tokensAtOnce,
                    vocabulary,
                    endTokens,
                    sink,
                    waiting,
                    prefix,
                    memory.cache(),
                    memory.fresh())) {
              run.run();
            }
          });
      generate(waiting.leftOver(), vocabulary, ends, sink); // fewer each time
    }

    @Override
    public void close() {
      prefix.close();
    }
  }

  /**
   * Scores continuations.
   *
   * @param requests each no longer than the context plus one token
   * @param sink as for {@link #generate}
   */
  public void score(List<TokenScoring> requests, Consumer<ScoredTokens> sink) {
    for (TokenScoring request : requests) {
      if (request.tokens().length > context + 1) {
        throw new IllegalArgumentException(
            "at most %d tokens can be scored at once, not %d"
                .formatted(context + 1, request.tokens().length));
      }
    }
    if (!requests.isEmpty()) {
      new ScoringRun(graph, heads, batchSize, tokensAtOnce, memories.size(), sink).run(requests);
    }
  }

  @Override
  public void close() {
    memories.forEach(Memory::close);
    graph.close();
    heads.close();
  }
}
