package dev.assay.benchmarks.gsm8k;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against lm-evaluation-harness 0.4.13 itself: {@code odd-outputs.jsonl} holds what its filters and
 * its metric say. Made by {@code python -m assay_training.gsm8k_goldens}.
 */
class AnswerFilterTest {
  private static final Path GOLDENS =
      Path.of("src/test/resources/dev/assay/benchmarks/gsm8k/odd-outputs.jsonl");

  /** Right answers of the three problems of the test that the outputs are about. */
  private static String target(JsonNode line) {
    return switch (line.get("example").asInt()) {
      case 0 -> "18";
      case 3 -> "540";
      case 146 -> "2,125";
      default -> throw new IllegalArgumentException("unexpected example: " + line);
    };
  }

  static Stream<JsonNode> oddOutputs() throws IOException {
    // by line feeds alone: the outputs hold other separators
    return Arrays.stream(Files.readString(GOLDENS).split("\n")).map(Json::parse);
  }

  @Test
  void thereAreEnoughOddOutputsOfEitherVerdict() throws IOException {
    List<JsonNode> lines = oddOutputs().toList();

    assertThat(lines).hasSizeGreaterThan(200);
    for (String metric : List.of("strict_match", "flexible_extract")) {
      assertThat(lines).filteredOn(line -> line.get(metric).asInt() == 1).hasSizeGreaterThan(40);
      assertThat(lines).filteredOn(line -> line.get(metric).asInt() == 0).hasSizeGreaterThan(40);
    }
  }

  @ParameterizedTest
  @MethodSource("oddOutputs")
  void everyOutputIsReadAndJudgedAsByLmEvaluationHarness(JsonNode line) {
    String output = line.get("output").asText();

    assertThat(AnswerFilter.STRICT.in(output)).isEqualTo(line.get("strict_answer").asText());
    assertThat(AnswerFilter.FLEXIBLE.in(output)).isEqualTo(line.get("flexible_answer").asText());
    assertThat(AnswerFilter.STRICT.right(output, target(line)))
        .isEqualTo(line.get("strict_match").asInt() == 1);
    assertThat(AnswerFilter.FLEXIBLE.right(output, target(line)))
        .isEqualTo(line.get("flexible_extract").asInt() == 1);
  }
}
