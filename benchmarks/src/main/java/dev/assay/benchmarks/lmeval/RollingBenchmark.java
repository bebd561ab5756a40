package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.lmeval.LikelihoodMetrics.ScoredText;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonPattern;
import dev.assay.model.AbilityKind;
import dev.assay.model.LogLikelihood;
import dev.assay.model.RequestId;
import dev.assay.model.TextScoringRequest;
import java.util.List;
import java.util.Locale;

/**
 * A task in which a whole text is scored ({@code loglikelihood_rolling}), in windows where it is
 * longer than the model's context. {@code repeats} are not asked: likelihoods do not change.
 */
final class RollingBenchmark extends ListedBenchmark<TextScoringRequest, LogLikelihood> {
  private static final PythonPattern WHITESPACE = PythonPattern.compile("\\s+");

  private final TaskDocuments documents;
  private final TaskMetrics<ScoredText> metrics;

  RollingBenchmark(BenchmarkCard card, TaskDocuments documents) {
    super(card, AbilityKind.SCORE_TEXT, TaskExamples.of(documents, document -> ""));
    this.documents = documents;
    TaskConfig config = documents.config();
    if (config.fewShot().count() > 0) {
      throw new SetupException(
          "%s: num_fewshot must be 0 for output_type: loglikelihood_rolling, where there is no context"
              .formatted(config.file()));
    }
    this.metrics = TaskMetrics.unfiltered(documents.config(), LikelihoodMetrics::ofText);
  }

  @Override
  public List<Metric> metrics() {
    return metrics.metrics();
  }

  @Override
  public List<TextScoringRequest> requests(Example example, long seed) {
    RequestId id = requestId(example, 0);
    return List.of(new TextScoringRequest(id, "", text(example), seed));
  }

  private String text(Example example) {
    return documents.targetText(documents.asked().get(TaskExamples.index(example)));
  }

  @Override
  public Score score(Example example, List<LogLikelihood> outputs) {
    LogLikelihood output = outputs.get(0);
    long words = WHITESPACE.findAll(text(example)).size() + 1L;
    // the bytes as they were scored: noise may have changed the text
    ScoredText scored = new ScoredText(output.logLikelihood(), words, output.bytes());
    return new Score(
        metrics.values(scored),
        String.format(Locale.ROOT, "log-likelihood %.4f", output.logLikelihood()));
  }
}
