package dev.assay.baselines.prepared;

import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model said to all examples of a benchmark, by the example's id. */
public record Asked(Map<String, Response<GeneratedText>> responses, Map<String, String> failures) {

  public static Model open(ModelProvider provider, Map<String, String> options) {
    return provider.open(
        new ModelSpec("tested", provider.name(), options),
        new ModelContext("cpu", 0, 1, new DataStore(List.of())));
  }

  public static Asked all(Model model, TextBenchmark benchmark) {
    ((BenchmarkAware) model).begin(benchmark);
    return requests(
        model, benchmark.examples().stream().map(e -> benchmark.request(e, 0)).toList());
  }

  public static Asked requests(Model model, List<TextGenerationRequest> requests) {
    Asked asked = new Asked(new LinkedHashMap<>(), new LinkedHashMap<>());
    Ability<TextGenerationRequest, GeneratedText> ability =
        model.ability(AbilityKind.GENERATE_TEXT).orElseThrow();
    ability.respond(
        requests,
        new ResponseSink<>() {
          @Override
          public void accept(RequestId request, Response<GeneratedText> response) {
            asked.responses.put(request.example(), response);
          }

          @Override
          public void fail(RequestId request, String cause) {
            asked.failures.put(request.example(), cause);
          }
        });
    return asked;
  }

  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    responses.forEach((example, response) -> texts.put(example, response.output().text()));
    return texts;
  }

  /** Share of all examples that are right; those that failed are not. */
  public double accuracy(TextBenchmark benchmark) {
    double right = 0;
    for (Example example : benchmark.examples()) {
      Response<GeneratedText> response = responses.get(example.id());
      if (response != null) {
        right += benchmark.score(example, List.of(response.output())).values().get("exact_match");
      }
    }
    return right / benchmark.examples().size();
  }
}
