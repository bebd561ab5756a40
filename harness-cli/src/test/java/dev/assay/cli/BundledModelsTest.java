package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the suites that come with Assay show, on fewer examples. */
class BundledModelsTest {
  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("ASSAY_DATA")).orElse("../../shared/data"));

  @TempDir Path folder;

  private Map<String, Double> values(String metric, String... arguments) throws IOException {
    CommandLineCall call =
        CommandLineCall.assay(CommandLineCall.home(folder), (Object[]) arguments);
    assertThat(call.exitCode()).as(call.err()).isZero();
    return values(metric, row -> row.path("model").asText());
  }

  /** The values of a metric in the run's summary, under the names that its rows get. */
  private Map<String, Double> values(String metric, Function<JsonNode, String> name)
      throws IOException {
    Map<String, Double> values = new TreeMap<>();
    JsonNode summary = Json.mapper().readTree(folder.resolve("run/summary.json").toFile());
    for (JsonNode row : summary.path("metrics")) {
      if (row.path("metric").asText().equals(metric)) {
        values.put(name.apply(row), row.path("value").asDouble());
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

  @Test
  void aJointModelTellsShapesApartOnPicturesItHasNotSeen() throws IOException {
    Map<String, Double> overlap =
        values(
            "mIoU",
            "run",
            "-m=shapes-joint,sampler=flow,steps=4",
            "-t=segmentation/shapes",
            "-L=60",
            "--output=" + folder.resolve("run"));

    assertThat(overlap.get("shapes-joint")).isGreaterThan(0.9);
  }

  @Test
  void clipsAreNearerToRealOnesThanTheirFramesInRandomOrder() throws IOException {
    values(
        "FVD[clips-cnn]",
        "run",
        "-m=clips-implicit,sampler=maskgit,steps=8",
        "-t=video/clips,video/clips@shuffled-frames",
        "-L=128",
        "--output=" + folder.resolve("run"));

    Map<String, Double> distance = values("FVD[clips-cnn]", row -> row.path("benchmark").asText());

    assertThat(distance.get("video/clips"))
        .isLessThan(0.7 * distance.get("video/clips@shuffled-frames"));
  }

  @Test
  void digitsGetBetterWithStepsAndAreThoseAskedFor() throws IOException {
    assumeThat(DATA.resolve("mnist"))
        .as("MNIST's test files; name the folder that holds them with ASSAY_DATA")
        .isDirectory();
    Map<String, Double> distance =
        values(
            "FID[mnist-cnn]",
            "run",
            "-m=mnist-implicit",
            "-m=mnist-explicit",
            "-m=mnist-maskgit",
            "--sweep=steps=2,12",
            "-m=mnist-raster",
            "-t=images/mnist",
            "-L=150",
            "--data-dir=" + DATA,
            "--output=" + folder.resolve("run"));
    Map<String, Double> asked = values("class_agreement", row -> row.path("model").asText());

    for (String model : List.of("mnist-implicit", "mnist-explicit", "mnist-maskgit")) {
      assertThat(distance.get(model + " steps=12"))
          .isLessThan(distance.get(model + " steps=2") / 3);
      assertThat(asked.get(model + " steps=12")).isGreaterThan(0.9);
    }
    assertThat(asked.get("mnist-raster")).isGreaterThan(0.7);
  }
}
