package dev.assay.blt;

import dev.assay.model.Ability;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextScoringRequest;
import dev.assay.model.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores texts byte by byte. Context and continuation are one row, since where the continuation's
 * patches begin depends on what comes before; a context too long is cut at its left.
 *
 * <p>A continuation longer than the model's context is scored in windows, each a row of its own
 * that starts with the begin mark: the first covers as many bytes as the context has positions, and
 * so on; the last one begins earlier so that it is full too, and only its unscored bytes count. A
 * context before such a continuation is cut off altogether.
 */
final class TextScorer implements Ability<TextScoringRequest, LogLikelihood> {
  private final ByteDecoder decoder;
  private final PatchRule rule;
  private final BltCost cost;

  TextScorer(ByteDecoder decoder, PatchRule rule, BltCost cost) {
    this.decoder = decoder;
    this.rule = rule;
    this.cost = cost;
  }

  /** The windows of one request, with the results that have come so far. */
  private static final class Open {
    final TextScoringRequest request;
    final List<ByteScoring> windows = new ArrayList<>();
    final Map<Integer, ScoredRow> results = new TreeMap<>();

    Open(TextScoringRequest request) {
      this.request = request;
    }
  }

  @Override
  public void respond(List<TextScoringRequest> requests, ResponseSink<LogLikelihood> sink) {
    List<Open> owners = new ArrayList<>();
    List<ByteScoring> work = new ArrayList<>();
    for (TextScoringRequest request : requests) {
      if (request.continuation().isEmpty()) {
        sink.fail(request.id(), "there is nothing to score: the continuation is empty");
        continue;
      }
      Open open = new Open(request);
      addWindows(open, work.size());
      work.addAll(open.windows);
      open.windows.forEach(window -> owners.add(open));
    }
    decoder.score(work, result -> take(owners.get(result.index()), result, sink));
  }

  private void addWindows(Open open, int index) {
    byte[] context = ByteIds.utf8(open.request.context());
    byte[] continuation = ByteIds.utf8(open.request.continuation());
    byte[] text = Arrays.copyOf(context, context.length + continuation.length);
    System.arraycopy(continuation, 0, text, context.length, continuation.length);
    int most = decoder.context(); // the begin mark is read, the last byte is not
    for (int scored = context.length; scored < text.length; ) {
      int end = Math.min(scored + most, text.length);
      int start = Math.max(0, end - most);
      int[] row = ByteIds.row(Arrays.copyOfRange(text, start, end));
      open.windows.add(new ByteScoring(index + open.windows.size(), row, 1 + scored - start));
      scored = end;
    }
  }

  /** Called by several lanes at once, which may have windows of the same text. */
  private void take(Open open, ScoredRow result, ResponseSink<LogLikelihood> sink) {
    synchronized (open) {
      open.results.put(result.index(), result);
      if (open.results.size() < open.windows.size()) {
        return;
      }
    }
    sink.accept(open.request.id(), response(open));
  }

  private Response<LogLikelihood> response(Open open) {
    PatchTrace trace = new PatchTrace(rule);
    double logLikelihood = 0;
    boolean greedy = true;
    long patches = 0;
    double flops = 0;
    double patchingFlops = 0;
    double seconds = 0;
    for (ByteScoring window : open.windows) {
      ScoredRow result = Objects.requireNonNull(open.results.get(window.index()));
      BltCost.Work work = BltCost.Work.of(result.row(), window.ids().length - window.from());
      boolean first = window == open.windows.get(0);
      trace.add(result.row(), first ? 1 : window.from());
      logLikelihood += result.logLikelihood();
      greedy &= result.greedy();
      patches += result.row().patches();
      flops += cost.of(work);
      patchingFlops += cost.ofPatching(work, rule.patching());
      seconds += result.seconds();
    }
    long bytes = ByteIds.utf8(open.request.continuation()).length;
    Usage usage =
        new Usage(
            ByteIds.utf8(open.request.context()).length + bytes,
            0,
            0,
            0,
            patches,
            0,
            0,
            open.windows.size(),
            flops,
            patchingFlops,
            seconds);
    return new Response<>(
        new LogLikelihood(logLikelihood, greedy, bytes, bytes),
        usage,
        Optional.of(trace.of(open.windows.get(0).from() - 1)));
  }
}
