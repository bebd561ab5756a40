package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.lmeval.answer.AnswerPipeline;
import dev.assay.benchmarks.lmeval.task.MetricConfig;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonNumber;
import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.TextGenerationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task in which a model writes ({@code generate_until}): every pipeline of filters takes an
 * answer of its own, which is compared with the target.
 */
final class GenerationBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  private final TaskDocuments documents;
  private final Contexts contexts;
  private final GenerationLimits limits;
  private final List<Filtered> filtered = new ArrayList<>();

  /** A pipeline with the metrics of what it leaves. */
  private record Filtered(AnswerPipeline pipeline, TaskMetrics<Generated> metrics) {}

  GenerationBenchmark(BenchmarkCard card, TaskDocuments documents, Contexts contexts) {
    super(
        card,
        AbilityKind.GENERATE_TEXT,
        TaskExamples.of(documents, d -> String.join(" | ", targets(documents, d))));
    this.documents = documents;
    this.contexts = contexts;
    TaskConfig config = documents.config();
    this.limits = GenerationLimits.of(config);
    for (AnswerPipeline pipeline : AnswerPipeline.of(config)) {
      List<TaskMetric<Generated>> metrics = new ArrayList<>();
      for (MetricConfig metric : config.metrics()) {
        MetricEntry entry = MetricEntry.of(config.file(), metric, pipeline.name());
        metrics.add(GenerationMetrics.of(entry, documents.severalTargets(), pipeline.leavesOne()));
      }
      filtered.add(new Filtered(pipeline, new TaskMetrics<>(metrics)));
    }
  }

  @Override
  public List<Metric> metrics() {
    return filtered.stream().flatMap(f -> f.metrics().metrics().stream()).toList();
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    Context context = contexts.of(TaskExamples.index(example));
    List<TextGenerationRequest> requests = new ArrayList<>();
    for (int i = 0; i < documents.config().repeats(); i++) {
      requests.add(
          new TextGenerationRequest(
              requestId(example, i),
              context.prompt(),
              context.answerPrefix(),
              limits.tokens(),
              limits.bytes(),
              limits.stop(),
              limits.sampling(),
              seed + i));
    }
    return requests;
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    Document document = documents.asked().get(TaskExamples.index(example));
    List<String> responses = outputs.stream().map(GeneratedText::text).toList();
    List<String> targets = targets(documents, document);
    Map<String, Double> values = new HashMap<>();
    List<String> shown = new ArrayList<>();
    for (Filtered each : filtered) {
      List<String> answers = each.pipeline().answers(responses, document.fields());
      values.putAll(each.metrics().values(new Generated(answers, targets)));
      shown.add(String.join(" | ", answers));
    }
    return new Score(values, shown.get(0));
  }

  /** The right answers; where there are choices, the one that the target names. */
  private static List<String> targets(TaskDocuments documents, Document document) {
    Object target = documents.target(document);
    List<String> choices = documents.choices(document);
    if (!choices.isEmpty()) {
      return List.of(choice(documents, choices, target));
    }
    return documents.severalTargets() && target instanceof List<?> several
        ? several.stream().map(PythonRepr::text).toList()
        : List.of(PythonRepr.text(target));
  }

  private static String choice(
      TaskDocuments documents, List<String> choices, @Nullable Object target) {
    int index = PythonNumber.whole(target).orElse(-1);
    if (index < 0 || index >= choices.size()) {
      throw new SetupException(
          "%s: doc_to_target must be the number of one of the %d choices, not %s"
              .formatted(documents.config().file(), choices.size(), target));
    }
    return choices.get(index);
  }
}
