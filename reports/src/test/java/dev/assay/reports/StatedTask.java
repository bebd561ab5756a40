package dev.assay.reports;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Map;

/** A benchmark of which only what it states is of interest: its card, examples and metrics. */
record StatedTask(BenchmarkCard card, List<Example> examples, List<Metric> metrics)
    implements Benchmark<TextGenerationRequest, GeneratedText> {

  static final Metric EXACT_MATCH = Metric.accuracy("exact_match");

  /** Lower is better, over all examples together. */
  static final Metric BITS_PER_BYTE =
      new Metric(
          "bits_per_byte",
          "bits",
          Metric.Direction.LOWER,
          new Aggregation.Corpus(
              scores ->
                  scores.stream()
                      .mapToDouble(s -> s.values().get("bits_per_byte"))
                      .average()
                      .orElseThrow()));

  static final Metric BLEU =
      new Metric(
          "bleu",
          "",
          Metric.Direction.HIGHER,
          new Aggregation.Corpus(
              scores ->
                  scores.stream()
                      .mapToDouble(s -> s.values().get("bleu"))
                      .average()
                      .orElseThrow()));

  static StatedTask of(
      String name,
      String group,
      String title,
      boolean generated,
      Map<String, String> labels,
      Metric metric,
      List<String> texts) {
    BenchmarkCard card =
        new BenchmarkCard(
            name, "1", title, group, "For tests.", "made up", "CC0-1.0", "0", generated, labels);
    return new StatedTask(
        card,
        java.util.stream.IntStream.range(0, texts.size())
            .mapToObj(
                i -> new Example(Integer.toString(i), Map.of("text", texts.get(i)), texts.get(i)))
            .toList(),
        List.of(metric));
  }

  /** The same with a change of that name. */
  StatedTask changed(String noise, String title) {
    BenchmarkVariant variant =
        new BenchmarkVariant() {
          @Override
          public String name() {
            return noise + "-prompt";
          }

          @Override
          public String title() {
            return title + " in the prompt";
          }

          @Override
          public String summary() {
            return "Noise in the prompt.";
          }

          @Override
          public String version() {
            return "1";
          }

          @Override
          public Map<String, String> labels() {
            return Map.of("noise", noise, "part", "prompt");
          }

          @Override
          public Benchmark<?, ?> apply(Benchmark<?, ?> benchmark) {
            return benchmark;
          }
        };
    return new StatedTask(card.variant(variant), examples, metrics);
  }

  @Override
  public AbilityKind<TextGenerationRequest, GeneratedText> ability() {
    return AbilityKind.GENERATE_TEXT;
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of();
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    return new Score(Map.of(), "");
  }
}
