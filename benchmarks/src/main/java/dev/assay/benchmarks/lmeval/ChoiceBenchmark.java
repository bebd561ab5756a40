package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonNumber;
import dev.assay.model.AbilityKind;
import dev.assay.model.LogLikelihood;
import dev.assay.model.RequestId;
import dev.assay.model.TextScoringRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task in which a model chooses ({@code multiple_choice}): every choice is scored as a
 * continuation of the context or, where the choices are contexts, the same continuation after each.
 *
 * <p>{@code repeats} are not asked: likelihoods do not change, and lm-evaluation-harness looks at
 * the first only.
 */
final class ChoiceBenchmark extends ListedBenchmark<TextScoringRequest, LogLikelihood> {
  private final TaskDocuments documents;
  private final Contexts contexts;
  private final TaskMetrics<Chosen> metrics;
  private final boolean alsoAlone;

  ChoiceBenchmark(BenchmarkCard card, TaskDocuments documents, Contexts contexts) {
    super(card, AbilityKind.SCORE_TEXT, examples(documents));
    this.documents = documents;
    this.contexts = contexts;
    TaskConfig config = documents.config();
    int choices = documents.choices(documents.asked().get(0)).size();
    this.metrics =
        TaskMetrics.unfiltered(
            documents.config(),
            entry -> ChoiceMetrics.of(entry, documents.severalTargets(), choices));
    this.alsoAlone =
        config.metrics().stream()
            .anyMatch(metric -> metric.metric().equals(ChoiceMetrics.MUTUAL_INFORMATION));
  }

  private static List<Example> examples(TaskDocuments documents) {
    TaskConfig config = documents.config();
    if (config.formatting().choices().isEmpty()) {
      throw new SetupException(
          "%s: output_type: multiple_choice needs doc_to_choice".formatted(config.file()));
    }
    return TaskExamples.of(documents, document -> rightChoices(documents, document));
  }

  private static String rightChoices(TaskDocuments documents, Document document) {
    List<String> choices = documents.choices(document);
    return right(documents, document, choices).stream()
        .filter(i -> i >= 0)
        .map(choices::get)
        .collect(Collectors.joining(" | "));
  }

  @Override
  public List<Metric> metrics() {
    return metrics.metrics();
  }

  @Override
  public List<TextScoringRequest> requests(Example example, long seed) {
    int index = TaskExamples.index(example);
    Document document = documents.asked().get(index);
    String delimiter = documents.config().formatting().targetDelimiter();
    List<String> choices = documents.choices(document);
    List<TextScoringRequest> requests = new ArrayList<>();
    if (documents.severalContexts()) {
      String continuation = delimiter + documents.targetText(document);
      for (Context context : contexts.ofChoices(index)) {
        requests.add(request(example, requests.size(), context.text(), continuation, seed));
      }
    } else {
      String context = contexts.of(index).text();
      for (String choice : choices) {
        requests.add(request(example, requests.size(), context, delimiter + choice, seed));
      }
    }
    if (alsoAlone) {
      for (String choice : choices) {
        requests.add(request(example, requests.size(), "", delimiter + choice, seed));
      }
    }
    return requests;
  }

  private TextScoringRequest request(
      Example example, int number, String context, String continuation, long seed) {
    RequestId id = requestId(example, number);
    return new TextScoringRequest(id, context, continuation, seed);
  }

  @Override
  public Score score(Example example, List<LogLikelihood> outputs) {
    Document document = documents.asked().get(TaskExamples.index(example));
    List<String> choices = documents.choices(document);
    int count = choices.size();
    double[] likelihoods = new double[count];
    double[] alone = new double[alsoAlone ? count : 0];
    boolean[] greedy = new boolean[count];
    for (int i = 0; i < count; i++) {
      likelihoods[i] = outputs.get(i).logLikelihood();
      greedy[i] = outputs.get(i).greedy();
    }
    for (int i = 0; i < alone.length; i++) {
      alone[i] = outputs.get(count + i).logLikelihood();
    }
    Chosen chosen =
        new Chosen(choices, likelihoods, alone, greedy, right(documents, document, choices));
    return new Score(metrics.values(chosen), choices.get(chosen.likeliest()));
  }

  /** The numbers of the right choices; none for what names no choice. */
  private static Set<Integer> right(
      TaskDocuments documents, Document document, List<String> choices) {
    Object target =
        documents.severalContexts() ? documents.textOrIndex(document) : documents.target(document);
    List<?> targets =
        documents.severalTargets() && target instanceof List<?> several
            ? several
            : Collections.singletonList(target);
    Set<Integer> right = new LinkedHashSet<>();
    for (Object each : targets) {
      number(each, choices).ifPresent(right::add);
    }
    return right;
  }

  private static Optional<Integer> number(@Nullable Object target, List<String> choices) {
    if (target instanceof String text) {
      int index = choices.indexOf(text);
      return index < 0 ? Optional.empty() : Optional.of(index);
    }
    return PythonNumber.whole(target).filter(i -> i < choices.size());
  }
}
