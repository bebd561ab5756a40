package dev.assay.lmeval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Sha256;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Examples as the lines of a samples file. Two keys are Assay's own: {@code example}, the example's
 * id, since {@code doc_id} is a number there, and {@code failure}, why an example has no score.
 */
final class Samples {
  private Samples() {}

  /** One line for each example of a model and benchmark, in their order. */
  static List<ObjectNode> of(List<ExampleResult> examples, String model, String benchmark) {
    List<ObjectNode> samples = new ArrayList<>();
    for (ExampleResult example : examples) {
      if (example.model().equals(model) && example.benchmark().equals(benchmark)) {
        samples.add(sample(samples.size(), example));
      }
    }
    return samples;
  }

  private static ObjectNode sample(int id, ExampleResult example) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    sample.put("doc_id", id);
    ObjectNode doc = sample.putObject("doc");
    example.fields().forEach(doc::put);
    sample.put("target", example.target());
    sample.putObject("arguments").putObject("gen_args_0").put("arg_0", example.prompt());
    ArrayNode responses = sample.putArray("resps");
    example.outputs().forEach(output -> responses.addArray().add(output));
    ArrayNode answers = sample.putArray("filtered_resps");
    example.score().ifPresent(score -> answers.add(score.answer()));
    sample.put("filter", ResultsWriter.NO_FILTER);
    Map<String, Double> values = example.score().map(s -> s.values()).orElse(Map.of());
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
}
