package dev.assay.interpolants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition.ClassLabel;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.model.Response;
import dev.assay.onnx.UnpackedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledModelsTest {
  private static final long MEBIBYTE = 1 << 20;

  static Stream<String> names() {
    return InterpolantProvider.BUNDLED.names().stream();
  }

  private static Model open(String name, int threads, int batchSize, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("model", name);
    return new InterpolantProvider()
        .open(
            new ModelSpec(name, "interpolant", all),
            new ModelContext("cpu", threads, batchSize, new DataStore(List.of())));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCardSaysWhatTheModelIsAndEveryFileIsSmall(String name) {
    try (Model model = open(name, 1, 1, Map.of());
        UnpackedModel files = InterpolantProvider.BUNDLED.unpack(name)) {
      assertThat(model.card().name()).isEqualTo(name);
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      assertThat(model.card().trainingData()).isNotEqualTo("unknown");
      assertThat(model.card().parameters()).isPresent();
      assertThat(files.files()).allMatch(file -> file.toFile().length() <= MEBIBYTE);
    }
  }

  private static Map<String, Response<GeneratedImage>> digits(Model model, int count) {
    return TinyModels.ask(
        model,
        AbilityKind.GENERATE_IMAGE,
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new ImageGenerationRequest(
                        TinyModels.id(i), new ClassLabel(i % 10, Integer.toString(i % 10)), i))
            .toList());
  }

  private static Map<String, Image> images(Model model, int count) {
    Map<String, Image> images = new HashMap<>();
    digits(model, count).forEach((id, response) -> images.put(id, response.output().image()));
    return images;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-implicit", "mnist-explicit"})
  void digitsAreTheSameInAnyBatchAndInAnyNumberOfLanes(String name) {
    for (String sampler : List.of("flow", "maskgit")) {
      Map<String, String> options = Map.of("sampler", sampler, "steps", "3");
      try (Model one = open(name, 1, 1, options);
          Model five = open(name, 2, 5, options);
          Model many = open(name, 3, 64, options)) {
        Map<String, Image> alone = images(one, 23);
        assertThat(alone).hasSize(23).isEqualTo(images(five, 23)).isEqualTo(images(many, 23));
      }
    }
  }

  @Test
  void aZeroIsHollowAndAOneIsNot() {
    try (Model model = open("mnist-implicit", 2, 16, Map.of("steps", "16"))) {
      Map<String, Image> images = images(model, 40);
      assertThat(ink(images, 0)).isLessThan(80);
      assertThat(ink(images, 1)).isGreaterThan(150);
    }
  }

  /** Mean brightness of the four pixels in the middle, over all pictures of a digit. */
  private static double ink(Map<String, Image> images, int digit) {
    return images.entrySet().stream()
        .filter(entry -> Integer.parseInt(entry.getKey()) % 10 == digit)
        .map(Map.Entry::getValue)
        .mapToDouble(
            i -> (i.at(13, 13, 0) + i.at(14, 13, 0) + i.at(13, 14, 0) + i.at(14, 14, 0)) / 4.0)
        .average()
        .orElseThrow();
  }
}
