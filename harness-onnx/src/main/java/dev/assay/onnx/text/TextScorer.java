package dev.assay.onnx.text;

import dev.assay.model.LogLikelihood;
import dev.assay.model.Prepared;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextScoringRequest;
import dev.assay.model.Usage;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.PreparingAbility;
import dev.assay.onnx.ScoredTokens;
import dev.assay.onnx.TokenScoring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores texts as lm-evaluation-harness does: context and continuation are tokenized together,
 * white space at the context's end counts to the continuation, a context too long is cut at its
 * left; without a context the whole text is scored in windows that do not overlap.
 */
public final class TextScorer implements PreparingAbility<TextScoringRequest, LogLikelihood> {
  private final LanguageModelFolder folder;
  private final Tokenizer tokenizer;
  private final CausalDecoder decoder;

  public TextScorer(LanguageModelFolder folder, Tokenizer tokenizer, CausalDecoder decoder) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.decoder = decoder;
  }

  /** The windows of one request and what is still missing of them. */
  private static final class Open {
    final TextScoringRequest request;
    final List<TokenScoring> windows = new ArrayList<>();
    int missing;
    double logLikelihood;
    boolean greedy = true;
    long tokens;
    double seconds;

    Open(TextScoringRequest request) {
      this.request = request;
    }
  }

  @Override
  public Prepared<LogLikelihood> prepare(List<TextScoringRequest> requests) {
    List<TextScoringRequest> refused = new ArrayList<>();
    List<Open> owners = new ArrayList<>();
    List<TokenScoring> work = new ArrayList<>();
    for (TextScoringRequest request : requests) {
      Open open = new Open(request);
      List<Sequence> sequences = sequences(request);
      if (sequences.isEmpty()) {
        refused.add(request);
        continue;
      }
      for (Sequence sequence : sequences) {
        TokenScoring window = new TokenScoring(work.size(), sequence.tokens(), sequence.from());
        open.windows.add(window);
        work.add(window);
        owners.add(open);
      }
      open.missing = open.windows.size();
    }
    return sink -> {
      refused.forEach(request -> sink.fail(request.id(), whyRefused(request)));
      decoder.score(work, result -> take(owners.get(result.index()), result, sink));
    };
  }

  private static String whyRefused(TextScoringRequest request) {
    return request.continuation().isEmpty()
        ? "there is nothing to score: the continuation is empty"
        : "the model has neither a begin-of-text nor an end-of-text token to score a text from";
  }

  /** Tokens of which those from {@code from} on are scored. */
  private record Sequence(int[] tokens, int from) {}

  private List<Sequence> sequences(TextScoringRequest request) {
    if (request.continuation().isEmpty()) {
      return List.of();
    }
    return request.context().isEmpty()
        ? rolling(tokenizer.encodePlain(request.continuation()))
        : pair(request.context(), request.continuation());
  }

  private List<Sequence> pair(String context, String continuation) {
    String trimmed = context.stripTrailing();
    String moved = context.substring(trimmed.length());
    if (trimmed.isEmpty()) {
      return rolling(tokenizer.encodePlain(context + continuation));
    }
    int[] whole = tokenizer.encode(trimmed + moved + continuation);
    int from = Math.min(tokenizer.encode(trimmed).length, whole.length - 1);
    if (from < 1) {
      return List.of();
    }
    int excess = Math.max(0, whole.length - (decoder.context() + 1));
    int[] kept = Arrays.copyOfRange(whole, excess, whole.length);
    return List.of(new Sequence(kept, Math.max(1, from - excess)));
  }

  /** Windows of the model's context, each token scored once; the first follows a begin token. */
  private List<Sequence> rolling(int[] text) {
    int begin = folder.beginToken().or(() -> folder.endTokens().stream().findFirst()).orElse(-1);
    if (begin < 0 || text.length == 0) {
      return List.of();
    }
    int[] whole = new int[text.length + 1];
    whole[0] = begin;
    System.arraycopy(text, 0, whole, 1, text.length);
    List<Sequence> windows = new ArrayList<>();
    int context = decoder.context();
    int first = Math.min(context, text.length);
    windows.add(new Sequence(Arrays.copyOf(whole, first + 1), 1));
    for (int scored = first; scored < text.length; ) {
      int count = Math.min(context, text.length - scored);
      int end = scored + count + 1;
      int start = Math.max(0, end - context - 1);
      windows.add(new Sequence(Arrays.copyOfRange(whole, start, end), scored + 1 - start));
      scored += count;
    }
    return windows;
  }

  /** Called by several lanes at once, which may have windows of the same text. */
  private synchronized void take(Open open, ScoredTokens result, ResponseSink<LogLikelihood> sink) {
    open.logLikelihood += result.logLikelihood();
    open.greedy &= result.greedy();
    open.tokens += result.tokens();
    open.seconds += result.seconds();
    open.missing--;
    if (open.missing == 0) {
      sink.accept(open.request.id(), response(open));
    }
  }

  private Response<LogLikelihood> response(Open open) {
    TextScoringRequest request = open.request;
    long read = 0;
    double flops = 0;
    for (TokenScoring window : open.windows) {
      int tokens = window.tokens().length - 1;
      read += tokens;
      flops += folder.cost().of(tokens, window.tokens().length - window.from());
    }
    long bytes = request.continuation().getBytes(StandardCharsets.UTF_8).length;
    Usage usage =
        new Usage(
            request.context().getBytes(StandardCharsets.UTF_8).length + bytes,
            0,
            read,
            0,
            0,
            0,
            0,
            open.windows.size(),
            flops,
            open.seconds);
    return Response.of(
        new LogLikelihood(open.logLikelihood, open.greedy, open.tokens, bytes), usage);
  }
}
