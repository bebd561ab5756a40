package dev.assay.benchmarks.lmeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.lmeval.task.TaskLibrary;
import dev.assay.benchmarks.lmeval.task.TaskSelection;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Request;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The task files in {@code parity}, against what lm_eval 0.4.13 asked, took from the answers and
 * scored. Golden values: {@code python -m assay_training.lm_eval_tasks --folder .../parity}.
 */
class LmEvalParityTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/assay/benchmarks/lmeval/parity");
  private static final double TOLERANCE = 1e-9;

  @TestFactory
  Stream<DynamicTest> asksAndScoresAsLmEvaluationHarness() throws IOException {
    JsonNode golden = Json.mapper().readTree(Files.readString(FOLDER.resolve("golden.json")));
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> named : golden.properties()) {
      for (Map.Entry<String, JsonNode> task : named.getValue().get("tasks").properties()) {
        tests.add(
            DynamicTest.dynamicTest(
                named.getKey() + ": " + task.getKey(),
                () -> check(opened(named.getKey(), task.getKey()), task.getValue())));
      }
    }
    return tests.stream();
  }

  /** A task as it is reached by a name, its own or a group's. */
  private static Benchmark<?, ?> opened(String name, String task) {
    TaskConfig config =
        new TaskSelection(FOLDER, Optional.of(name), OptionalInt.empty(), Optional.empty())
            .configs(new TaskLibrary(), new DataStore(List.of(FOLDER))).stream()
                .filter(each -> each.task().equals(task))
                .findFirst()
                .orElseThrow();
    return LmEvalProvider.benchmark("lm-eval:" + task, config);
  }

  private static <Q extends Request, O> void check(Benchmark<Q, O> benchmark, JsonNode golden) {
    List<Example> examples = benchmark.examples();
    JsonNode documents = golden.get("documents");
    assertThat(examples).hasSize(documents.size());
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      JsonNode document = documents.get(i);
      List<Q> requests = benchmark.requests(example, 7);
      checkRequests(requests, document);
      Score score = benchmark.score(example, outputs(requests, document, benchmark));
      checkMetrics(score, document.get("filters"));
      scores.add(score);
    }
    checkResults(benchmark, scores, golden);
  }

  /** Texts to the byte; a request that is repeated stands there once. */
  private static void checkRequests(List<? extends Request> requests, JsonNode document) {
    List<List<String>> asked = new ArrayList<>();
    for (Request request : requests) {
      if (request instanceof TextGenerationRequest generation) {
        asked.add(List.of(generation.text()));
      } else if (request instanceof TextScoringRequest scoring) {
        asked.add(List.of(scoring.context(), scoring.continuation()));
      }
    }
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < document.get("requests").size(); i++) {
      JsonNode request = document.get("requests").get(i);
      String first = request.get(0).asText();
      if (request.size() == 1) {
        expected.add(List.of("", first)); // rolling: no context
      } else if (request.get(1).isTextual()) {
        expected.add(List.of(first, request.get(1).asText()));
      } else {
        int repeats = document.get("responses").get(i).size();
        expected.addAll(Collections.nCopies(repeats, List.of(first)));
        checkLimits((TextGenerationRequest) requests.get(0), request.get(1));
      }
    }
    assertThat(asked).isEqualTo(expected);
  }

  private static void checkLimits(TextGenerationRequest request, JsonNode arguments) {
    List<String> until = new ArrayList<>();
    JsonNode stops = arguments.get("until");
    if (stops.isTextual()) {
      until.add(stops.asText());
    }
    stops.forEach(text -> until.add(text.asText()));
    assertThat(request.stop()).isEqualTo(until);
    assertThat(request.maxNewTokens()).isEqualTo(arguments.path("max_gen_toks").asInt(256));
    assertThat(request.sampling().greedy()).isNotEqualTo(arguments.path("do_sample").asBoolean());
    assertThat(request.sampling().temperature())
        .isEqualTo(arguments.path("temperature").asDouble());
  }

  private static <Q extends Request, O> List<O> outputs(
      List<Q> requests, JsonNode document, Benchmark<Q, O> benchmark) {
    List<O> outputs = new ArrayList<>();
    for (int i = 0; i < document.get("responses").size(); i++) {
      for (JsonNode response : document.get("responses").get(i)) {
        Object output =
            response.isTextual()
                ? new GeneratedText(response.asText(), GeneratedText.Finish.STOP)
                : likelihood((TextScoringRequest) requests.get(i), response);
        outputs.add(benchmark.ability().output().cast(output));
      }
    }
    return outputs;
  }

  private static LogLikelihood likelihood(TextScoringRequest request, JsonNode response) {
    JsonNode number = response.isArray() ? response.get(0) : response;
    boolean greedy = response.isArray() && response.get(1).asBoolean();
    long bytes = request.continuation().getBytes(StandardCharsets.UTF_8).length;
    return new LogLikelihood(number.doubleValue(), greedy, bytes, bytes);
  }

  /** What is a number there; pairs, from which a statistic is made, show in the results. */
  private static void checkMetrics(Score score, JsonNode filters) {
    for (Map.Entry<String, JsonNode> filter : filters.properties()) {
      for (Map.Entry<String, JsonNode> metric : filter.getValue().get("metrics").properties()) {
        String name = name(metric.getKey() + "," + filter.getKey());
        if (metric.getValue().isNumber()) {
          String part = metric.getKey().equals("perplexity") ? ".log_likelihood" : "";
          assertThat(score.values().get(name + part))
              .as(name)
              .isCloseTo(metric.getValue().doubleValue(), within(TOLERANCE));
        }
      }
    }
  }

  private static void checkResults(Benchmark<?, ?> benchmark, List<Score> scores, JsonNode golden) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> result : golden.get("results").properties()) {
      String name = name(result.getKey());
      names.add(name);
      Metric metric =
          benchmark.metrics().stream().filter(m -> m.name().equals(name)).findAny().orElseThrow();
      assertThat(value(metric, scores))
          .as(name)
          .isCloseTo(result.getValue().doubleValue(), within(TOLERANCE));
      String alone = result.getKey().substring(0, result.getKey().indexOf(','));
      assertThat(metric.direction() == Direction.HIGHER)
          .isEqualTo(golden.get("higher_is_better").get(alone).asBoolean());
    }
    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactlyInAnyOrderElementsOf(names);
  }

  private static double value(Metric metric, List<Score> scores) {
    return metric.aggregation() instanceof Aggregation.Corpus corpus
        ? corpus.statistic().of(scores)
        : scores.stream().mapToDouble(s -> s.values().get(metric.name())).average().orElseThrow();
  }

  private static String name(String withFilter) {
    return withFilter.endsWith(",none")
        ? withFilter.substring(0, withFilter.lastIndexOf(','))
        : withFilter;
  }
}
