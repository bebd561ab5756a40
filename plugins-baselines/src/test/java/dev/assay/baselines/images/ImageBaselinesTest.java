package dev.assay.baselines.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bundled models of MNIST's digits that write their tokens by confidence and in raster order.
 */
class ImageBaselinesTest {
  private static final int TOKENS = 196;

  private static ModelProvider provider(String model) {
    return model.endsWith("raster") ? new RasterProvider() : new MaskgitProvider();
  }

  private static Model open(String model, int batchSize, int lanes, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("model", model);
    return provider(model)
        .open(
            new ModelSpec(model, provider(model).name(), all),
            new ModelContext("cpu", lanes, batchSize, new DataStore(List.of())));
  }

  private static final class Answers implements ResponseSink<GeneratedImage> {
    final Map<Integer, Image> images = new TreeMap<>();
    final Map<Integer, Usage> usages = new TreeMap<>();
    final Map<Integer, String> causes = new TreeMap<>();

    @Override
    public synchronized void accept(RequestId request, Response<GeneratedImage> response) {
      images.put(Integer.parseInt(request.example()), response.output().image());
      usages.put(Integer.parseInt(request.example()), response.usage());
    }

    @Override
    public synchronized void fail(RequestId request, String cause) {
      causes.put(Integer.parseInt(request.example()), cause);
    }
  }

  private static ImageGenerationRequest request(int example, ImageCondition condition, long seed) {
    return new ImageGenerationRequest(
        new RequestId("images", Integer.toString(example), 0), condition, seed);
  }

  private static List<ImageGenerationRequest> digits(int count, long seed) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                request(
                    i,
                    new ImageCondition.ClassLabel(i % 10, Integer.toString(i % 10)),
                    1_000 * seed + i))
        .toList();
  }

  private static Answers ask(Model model, List<ImageGenerationRequest> requests) {
    Answers answers = new Answers();
    model.ability(AbilityKind.GENERATE_IMAGE).orElseThrow().respond(requests, answers);
    return answers;
  }

  private static Answers ask(
      String name, int batchSize, int lanes, List<ImageGenerationRequest> requests) {
    try (Model model = open(name, batchSize, lanes, Map.of())) {
      return ask(model, requests);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-maskgit", "mnist-raster"})
  void theSameSeedGivesTheSamePicturesInAnyBatch(String model) {
    List<ImageGenerationRequest> requests = digits(8, 1);

    Map<Integer, Image> one = ask(model, 1, 1, requests).images;

    assertThat(one).hasSize(8);
    assertThat(ask(model, 5, 2, requests).images).isEqualTo(one);
    assertThat(ask(model, 64, 1, requests).images).isEqualTo(one);
    assertThat(ask(model, 64, 2, digits(8, 2)).images.values())
        .doesNotContainAnyElementsOf(one.values());
  }

  @ParameterizedTest
  @CsvSource({"mnist-maskgit, maskgit", "mnist-raster, raster"})
  void theCardSaysWhatTheModelIs(String name, String family) {
    try (Model model = open(name, 1, 1, Map.of())) {
      assertThat(model.card().name()).isEqualTo(name);
      assertThat(model.card().family()).isEqualTo(family);
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      assertThat(model.card().files()).containsKey("image_decoder.onnx");
      assertThat(model.ability(AbilityKind.GENERATE_TEXT)).isEmpty();
    }
  }

  @Test
  void inRasterOrderEachTokenCostsAForwardPass() {
    Usage usage = ask("mnist-raster", 2, 1, digits(1, 1)).usages.get(0);

    assertThat(usage.forwardPasses()).isEqualTo(TOKENS);
    assertThat(usage.outputTokens()).isEqualTo(TOKENS);
    assertThat(usage.outputBytes()).isEqualTo(28 * 28);
    assertThat(usage.denoisingSteps()).isZero();
    assertThat(usage.flops()).isPositive();
  }

  @Test
  void maskgitRevealsInAFewSteps() {
    try (Model model = open("mnist-maskgit", 2, 1, Map.of("steps", "5", "guidance", "1"))) {
      Usage usage = ask(model, digits(1, 1)).usages.get(0);

      assertThat(usage.forwardPasses()).isEqualTo(5).isEqualTo(usage.denoisingSteps());
      assertThat(usage.outputTokens()).isEqualTo(TOKENS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-maskgit", "mnist-raster"})
  void aRequestThatCannotBeAnsweredFailsAndTheOthersGoOn(String model) {
    Image map = new Image(28, 28, 1, new byte[28 * 28]);

    Answers answers =
        ask(
            model,
            4,
            1,
            List.of(
                request(0, new ImageCondition.ClassLabel(3, "3"), 1),
                request(1, new ImageCondition.ClassLabel(0, "cat"), 1),
                request(2, new ImageCondition.LabelMap(map, 2), 1),
                request(3, new ImageCondition.Caption("a seven"), 1)));

    assertThat(answers.images).containsOnlyKeys(0);
    assertThat(answers.causes)
        .containsOnlyKeys(1, 2, 3)
        .hasEntrySatisfying(1, cause -> assertThat(cause).contains("'cat'"))
        .hasEntrySatisfying(2, cause -> assertThat(cause).contains("takes no label map"))
        .hasEntrySatisfying(3, cause -> assertThat(cause).contains("cannot read captions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mnist-maskgit | steps       | 0    | option 'steps' must be a whole number from 1
          mnist-maskgit | schedule    | cosin | did you mean 'cosine'?
          mnist-raster  | temperature | hot  | option 'temperature' must be a number from
          mnist-raster  | top-p       | 2    | option 'top-p' must be a number from
          """)
  void aWrongOptionIsNamed(String model, String option, String value, String message) {
    assertThatThrownBy(() -> open(model, 1, 1, Map.of(option, value)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFolderOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("model.json"),
        "{\"format\": 1, \"family\": \"tokenized\", \"decoder\": {\"context\": 5}}");
    Files.writeString(folder.resolve("decoder.onnx"), "");
    ModelSpec spec = new ModelSpec("x", "raster", Map.of("path", folder.toString()));
    ModelContext context = new ModelContext("cpu", 1, 1, new DataStore(List.of()));

    assertThatThrownBy(() -> new RasterProvider().open(spec, context))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("family")
        .hasMessageContaining("'tokenized'");
    assertThatThrownBy(
            () ->
                new MaskgitProvider()
                    .open(new ModelSpec("x", "maskgit", Map.of("path", folder + "/none")), context))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("there is no model folder");
  }
}
