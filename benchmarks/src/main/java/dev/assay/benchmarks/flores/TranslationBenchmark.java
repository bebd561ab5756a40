package dev.assay.benchmarks.flores;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.translation.CorpusMetric;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Translation of sentences, greedy, after a few-shot prompt; the first line is the answer. */
final class TranslationBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  private static final int MAX_NEW_TOKENS = 512;
  private static final int MAX_BYTES = 2_000;
  private static final List<String> STOP = List.of("\n");

  private final FewShotPrompt prompt;
  private final List<CorpusMetric> metrics;

  TranslationBenchmark(
      BenchmarkCard card,
      FewShotPrompt prompt,
      List<Example> examples,
      List<CorpusMetric> metrics) {
    super(card, AbilityKind.GENERATE_TEXT, examples);
    this.prompt = prompt;
    this.metrics = List.copyOf(metrics);
  }

  /** Examples from the sentences on from some index, which is the first one's id. */
  static List<Example> examples(Sentences source, Sentences target, int from) {
    List<Example> examples = new ArrayList<>();
    for (int i = from; i < source.lines().size(); i++) {
      examples.add(
          new Example(
              Integer.toString(i), Map.of("source", source.lines().get(i)), target.lines().get(i)));
    }
    return examples;
  }

  /** What is asked and how it is scored, for the card. */
  static String description(LanguagePair pair, List<CorpusMetric> metrics) {
    return "Translates %s after %d worked examples; greedy, at most %d new tokens, to the end of the line. As sacreBLEU: %s."
        .formatted(
            pair.title(),
            FewShotPrompt.SHOTS,
            MAX_NEW_TOKENS,
            metrics.stream()
                .map(metric -> metric.metric().name() + " " + metric.signature())
                .collect(Collectors.joining("; ")));
  }

  @Override
  public List<Metric> metrics() {
    return metrics.stream().map(CorpusMetric::metric).toList();
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new TextGenerationRequest(
            requestId(example, 0),
            prompt.of(example.fields().get("source")),
            prompt.answerPrefix(),
            MAX_NEW_TOKENS,
            MAX_BYTES,
            STOP,
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String text = outputs.get(0).text();
    int end = text.indexOf('\n'); // recorded outputs may go on
    String answer = (end < 0 ? text : text.substring(0, end)).strip();
    Map<String, Double> values = new HashMap<>();
    metrics.forEach(metric -> values.putAll(metric.values(answer, example.target())));
    return new Score(values, answer);
  }
}
