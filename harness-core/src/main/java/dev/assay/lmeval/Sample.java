package dev.assay.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.benchmark.Score;
import dev.assay.model.Usage;
import dev.assay.result.Continuation;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a samples file: a document, what the model was asked, what it answered, and how that
 * was scored.
 *
 * @param node the line
 */
record Sample(JsonNode node) {
  /** Identity of the document within the task. */
  String id() {
    return node.path("doc_id").asText();
  }

  /** Name of the filter that took the answers from the responses. */
  String filter() {
    return node.path("filter").asText(ResultsWriter.NO_FILTER);
  }

  /** The values that are one number; lists, such as a text with its reference, are none. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (JsonNode metric : node.path("metrics")) {
      JsonNode value = node.path(metric.asText());
      if (value.isNumber()) {
        values.put(metric.asText(), value.doubleValue());
      } else if (value.isBoolean()) {
        values.put(metric.asText(), value.booleanValue() ? 1.0 : 0.0);
      }
    }
    return values;
  }

  /** The sample as a finished example, at no known cost. */
  ExampleResult example(String model, String benchmark) {
    return example(model, benchmark, values());
  }

  /**
   * The samples of one document as one finished example.
   *
   * @param samples one for each filter; the first has the answer
   * @param metrics the metrics of all filters
   */
  static ExampleResult example(
      List<Sample> samples, List<FilteredMetric> metrics, String model, String benchmark) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Sample sample : samples) {
      sample.values().forEach((name, value) -> values.put(sample.named(name, metrics), value));
    }
    return samples.get(0).example(model, benchmark, values);
  }

  private String named(String value, List<FilteredMetric> metrics) {
    return metrics.stream()
        .filter(m -> m.filter().equals(filter()) && m.hasInSample(value))
        .findFirst()
        .map(m -> m.inExample(value))
        .orElse(value);
  }

  /** Whether Assay wrote it of a model that scored texts. */
  private boolean isOwnScored() {
    return node.has(Samples.ANSWER);
  }

  private ExampleResult example(String model, String benchmark, Map<String, Double> values) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (node.path("doc").isObject()) {
      node.path("doc").properties().forEach(f -> fields.put(f.getKey(), text(f.getValue())));
    } else {
      fields.put("doc", text(node.path("doc")));
    }
    Optional<String> failure = Optional.ofNullable(node.path("failure").textValue());
    Choices choices = isOwnScored() ? Choices.NONE : Choices.of(node);
    return new ExampleResult(
        model,
        benchmark,
        node.path("example").asText(id()),
        node.path("doc_hash").asText(Sha256.of(node.path("doc").toString())),
        fields,
        choices.target().orElseGet(() -> text(node.path("target"))),
        text(node.path("arguments").path("gen_args_0").path("arg_0")),
        outputs(),
        failure.isPresent()
            ? Optional.empty()
            : Optional.of(new Score(values, choices.answer().orElseGet(this::answer))),
        failure,
        Usage.NONE,
        Optional.empty(),
        false,
        isOwnScored() ? continuations() : List.of());
  }

  private List<Continuation> continuations() {
    JsonNode prompt = node.path("arguments").path("gen_args_0").path("arg_0");
    List<Continuation> continuations = new ArrayList<>();
    for (JsonNode request : node.path("arguments")) {
      JsonNode context = request.path("arg_0");
      continuations.add(
          new Continuation(
              context.equals(prompt) ? Optional.empty() : Optional.of(text(context)),
              text(request.path("arg_1"))));
    }
    return continuations;
  }

  /** All responses, those to repeated requests too. */
  private List<String> outputs() {
    List<String> outputs = new ArrayList<>();
    for (JsonNode responses : node.path("resps")) {
      if (isOwnScored()) {
        outputs.add(likelihood(responses.path(0)));
      } else if (responses.isArray()) {
        responses.forEach(response -> outputs.add(text(response)));
      } else {
        outputs.add(text(responses));
      }
    }
    return outputs;
  }

  /** A likelihood as a run has it, but for what the file does not say. */
  private static String likelihood(JsonNode pair) {
    return Json.line(
        JsonNodeFactory.instance
            .objectNode()
            .put("logLikelihood", pair.path(0).asDouble(Double.NaN))
            .put("greedy", pair.path(1).asText().equals("True")));
  }

  private String answer() {
    if (isOwnScored()) {
      return node.path(Samples.ANSWER).asText();
    }
    JsonNode answers = node.path("filtered_resps");
    return answers.size() == 1 ? text(answers.get(0)) : text(answers);
  }

  /** Texts as they are, all else as JSON; empty where there is nothing. */
  static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull()
        ? ""
        : node.isTextual() ? node.textValue() : node.toString();
  }
}
