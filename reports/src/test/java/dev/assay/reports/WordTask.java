package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small benchmark for tests: each example is a text, the answer another one in quotes. */
record WordTask(
    String name, String group, String title, String asked, List<Example> examples, Scoring scoring)
    implements Benchmark<TextGenerationRequest, GeneratedText> {

  /** What kind of number the task reports. */
  enum Scoring {
    EXACT_MATCH,
    WRONG_CHARACTERS,
    CORPUS_OVERLAP
  }

  @Override
  public BenchmarkCard card() {
    return new BenchmarkCard(
        name,
        "1",
        title,
        group,
        asked + " The answer is the text between the last pair of double quotes.",
        "made up for the tests of the report",
        "CC0-1.0",
        Sha256.of(name + examples),
        true);
  }

  @Override
  public AbilityKind<TextGenerationRequest, GeneratedText> ability() {
    return AbilityKind.GENERATE_TEXT;
  }

  @Override
  public List<Metric> metrics() {
    return switch (scoring) {
      case EXACT_MATCH -> List.of(Metric.accuracy("exact_match"));
      case WRONG_CHARACTERS ->
          List.of(
              new Metric("wrong_characters", "", Metric.Direction.LOWER, new Aggregation.Mean()),
              Metric.accuracy("exact_match"));
      case CORPUS_OVERLAP ->
          List.of(
              new Metric(
                  "overlap",
                  "",
                  Metric.Direction.HIGHER,
                  new Aggregation.Corpus(
                      scores ->
                          100
                              * scores.stream().mapToDouble(s -> s.values().get("same")).sum()
                              / scores.stream().mapToDouble(s -> s.values().get("length")).sum())));
    };
  }

  String prompt(Example example) {
    return """
        %s

        1. alphabet. Answer: "a"
        2. hello. Answer: "h"

        Question: %s."""
        .formatted(asked, String.join(", ", example.fields().values()));
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new TextGenerationRequest(
            new RequestId(name, example.id(), 0),
            prompt(example),
            100,
            1000,
            List.of("\n"),
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String output = outputs.get(0).text();
    int end = output.lastIndexOf('"');
    int start = output.lastIndexOf('"', end - 1);
    String answer = end > start && start >= 0 ? output.substring(start + 1, end) : output;
    String target = example.target();
    int same = 0;
    for (int i = 0; i < Math.min(answer.length(), target.length()); i++) {
      same += answer.charAt(i) == target.charAt(i) ? 1 : 0;
    }
    int longer = Math.max(answer.length(), target.length());
    Map<String, Double> values = new TreeMap<>();
    switch (scoring) {
      case EXACT_MATCH -> values.put("exact_match", answer.equals(target) ? 1.0 : 0.0);
      case WRONG_CHARACTERS -> {
        values.put("wrong_characters", (double) longer - same);
        values.put("exact_match", answer.equals(target) ? 1.0 : 0.0);
      }
      case CORPUS_OVERLAP -> {
        values.put("same", (double) same);
        values.put("length", (double) longer);
      }
    }
    return new Score(values, answer);
  }
}
