package dev.assay.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Sha256;
import dev.assay.benchmark.Score;
import dev.assay.model.Usage;
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
    Map<String, String> fields = new LinkedHashMap<>();
    if (node.path("doc").isObject()) {
      node.path("doc").properties().forEach(f -> fields.put(f.getKey(), text(f.getValue())));
    } else {
      fields.put("doc", text(node.path("doc")));
    }
    Optional<String> failure = Optional.ofNullable(node.path("failure").textValue());
    Choices choices = Choices.of(node);
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
            : Optional.of(new Score(values(), choices.answer().orElseGet(this::answer))),
        failure,
        Usage.NONE,
        Optional.empty(),
        false);
  }

  /** All responses, those to repeated requests too. */
  private List<String> outputs() {
    List<String> outputs = new ArrayList<>();
    for (JsonNode responses : node.path("resps")) {
      if (responses.isArray()) {
        responses.forEach(response -> outputs.add(text(response)));
      } else {
        outputs.add(text(responses));
      }
    }
    return outputs;
  }

  private String answer() {
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
