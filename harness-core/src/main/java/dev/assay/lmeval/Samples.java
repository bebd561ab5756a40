package dev.assay.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.result.Continuation;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Examples as the lines of a samples file, one for each filter. Three keys are Assay's own: {@code
 * example}, the example's id, since {@code doc_id} is a number there; {@code failure}, why an
 * example has no score; and {@code answer}, where a model scored texts, what a reader is shown.
 * What the filters but the first took is not known any more.
 */
final class Samples {
  static final String ANSWER = "answer";

  private final List<FilteredMetric> metrics;
  private final List<String> filters;

  /**
   * Writes the samples of a benchmark.
   *
   * @param metrics its metrics
   */
  Samples(List<FilteredMetric> metrics) {
    this.metrics = List.copyOf(metrics);
    List<String> named = metrics.stream().map(FilteredMetric::filter).distinct().toList();
    this.filters = named.isEmpty() ? List.of(ResultsWriter.NO_FILTER) : named;
  }

  /** The lines of a model's examples, in their order. */
  List<ObjectNode> of(List<ExampleResult> examples, String model, String benchmark) {
    List<ObjectNode> samples = new ArrayList<>();
    int id = 0;
    for (ExampleResult example : examples) {
      if (example.model().equals(model) && example.benchmark().equals(benchmark)) {
        for (String filter : filters) {
          samples.add(sample(id, filter, example));
        }
        id++;
      }
    }
    return samples;
  }

  private ObjectNode sample(int id, String filter, ExampleResult example) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    sample.put("doc_id", id);
    ObjectNode doc = sample.putObject("doc");
    example.fields().forEach(doc::put);
    sample.put("target", example.target());
    if (example.continuations().isEmpty()) {
      putWritten(filter, example, sample);
    } else {
      putScored(example, sample);
    }
    sample.put("filter", filter);
    Map<String, Double> values =
        example.score().map(s -> values(filter, s.values())).orElse(Map.of());
    ArrayNode metrics = sample.putArray("metrics");
    values.keySet().forEach(metrics::add);
    sample.put("doc_hash", example.contentHash());
    sample.put("prompt_hash", Sha256.of(example.prompt()));
    sample.put("target_hash", Sha256.of(example.target()));
    values.forEach(sample::put);
    sample.put("example", example.example());
    example.failure().ifPresent(failure -> sample.put("failure", failure));
    return sample;
  }

  private void putWritten(String filter, ExampleResult example, ObjectNode sample) {
    sample.putObject("arguments").putObject("gen_args_0").put("arg_0", example.prompt());
    ArrayNode responses = sample.putArray("resps");
    example.outputs().forEach(output -> responses.addArray().add(output));
    ArrayNode answers = sample.putArray("filtered_resps");
    if (filter.equals(filters.get(0))) {
      example.score().ifPresent(score -> answers.add(score.answer()));
    }
  }

  /** Requests and likelihoods as lm-evaluation-harness writes them: numbers as texts. */
  private static void putScored(ExampleResult example, ObjectNode sample) {
    ObjectNode arguments = sample.putObject("arguments");
    for (Continuation continuation : example.continuations()) {
      arguments
          .putObject("gen_args_" + arguments.size())
          .put("arg_0", continuation.context().orElse(example.prompt()))
          .put("arg_1", continuation.text());
    }
    ArrayNode responses = sample.putArray("resps");
    ArrayNode answers = sample.putArray("filtered_resps");
    for (String output : example.outputs()) {
      JsonNode scored = Json.parse(output);
      boolean greedy = scored.path("greedy").asBoolean();
      List<String> pair = List.of(scored.path("logLikelihood").asText(), greedy ? "True" : "False");
      pair.forEach(responses.addArray().addArray()::add);
      pair.forEach(answers.addArray()::add);
    }
    example.score().ifPresent(score -> sample.put(ANSWER, score.answer()));
  }

  /** The values that belong to a filter; with the first also those that belong to no metric. */
  private Map<String, Double> values(String filter, Map<String, Double> all) {
    Map<String, Double> values = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          Optional<FilteredMetric> metric = metrics.stream().filter(m -> m.has(name)).findFirst();
          if (metric.map(FilteredMetric::filter).orElse(filters.get(0)).equals(filter)) {
            values.put(metric.map(m -> m.inSample(name)).orElse(name), value);
          }
        });
    return values;
  }
}
