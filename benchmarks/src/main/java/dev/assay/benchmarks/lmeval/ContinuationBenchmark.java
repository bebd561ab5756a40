package dev.assay.benchmarks.lmeval;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.LogLikelihood;
import dev.assay.model.TextScoringRequest;
import java.util.List;
import java.util.Locale;

/**
 * A task in which the target is scored as the continuation of the context ({@code loglikelihood}).
 * As in lm-evaluation-harness no delimiter comes between them. {@code repeats} are not asked:
 * likelihoods do not change.
 */
final class ContinuationBenchmark extends ListedBenchmark<TextScoringRequest, LogLikelihood> {
  private final TaskDocuments documents;
  private final Contexts contexts;
  private final TaskMetrics<LogLikelihood> metrics;

  ContinuationBenchmark(BenchmarkCard card, TaskDocuments documents, Contexts contexts) {
    super(card, AbilityKind.SCORE_TEXT, TaskExamples.of(documents, documents::targetText));
    this.documents = documents;
    this.contexts = contexts;
    this.metrics = TaskMetrics.unfiltered(documents.config(), LikelihoodMetrics::ofContinuation);
  }

  @Override
  public List<Metric> metrics() {
    return metrics.metrics();
  }

  @Override
  public List<TextScoringRequest> requests(Example example, long seed) {
    int index = TaskExamples.index(example);
    return List.of(
        new TextScoringRequest(
            requestId(example, 0),
            contexts.of(index).text(),
            documents.targetText(documents.asked().get(index)),
            seed));
  }

  @Override
  public Score score(Example example, List<LogLikelihood> outputs) {
    LogLikelihood output = outputs.get(0);
    return new Score(
        metrics.values(output),
        String.format(
            Locale.ROOT,
            "log-likelihood %.4f%s",
            output.logLikelihood(),
            output.greedy() ? ", the most likely continuation" : ""));
  }
}
