package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled reasoning models on the embedded questions: what the suites that come with Assay
 * show.
 */
class BundledReasoningTest {
  @TempDir Path folder;

  private Map<String, Double> values(String metric, String... arguments) throws IOException {
    CommandLineCall call =
        CommandLineCall.assay(CommandLineCall.home(folder), (Object[]) arguments);
    assertThat(call.exitCode()).as(call.err()).isZero();
    Map<String, Double> values = new TreeMap<>();
    JsonNode summary = Json.mapper().readTree(folder.resolve("run/summary.json").toFile());
    for (JsonNode row : summary.path("metrics")) {
      if (row.path("metric").asText().equals(metric)) {
        values.put(row.path("model").asText(), row.path("value").asDouble());
      }
    }
    return values;
  }

  @Test
  void planningNeedsTheThoughts() throws IOException {
    String run = folder.resolve("run").toString();

    Map<String, Double> pairs =
        values(
            "pair_right",
            "run",
            "-m=coconut-prosqa",
            "-m=coconut-prosqa,thoughts=0,name=cut",
            "-m=pause-as-thought-prosqa",
            "-m=deeper-candidate",
            "-t=prosqa-generated/entity-swap",
            "-L=100",
            "--output=" + run);

    assertThat(pairs.get("coconut-prosqa")).isGreaterThan(0.85);
    assertThat(pairs.get("cut")).isLessThan(0.6);
    assertThat(pairs.get("pause-as-thought-prosqa")).isLessThan(0.6);
    assertThat(pairs.get("deeper-candidate")).isLessThan(0.05);
  }
}
