package dev.assay.benchmarks.images.extractors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.benchmarks.PublishedData;
import dev.assay.benchmarks.pictures.IdxFile;
import dev.assay.benchmarks.pictures.Pictures;
import dev.assay.model.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class FeatureExtractorTest {
  static final List<String> BUNDLED = FeatureExtractor.BUNDLED;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("BUNDLED")
  void everyBundledExtractorReadsWhatItsCardSays(String name) {
    FeatureExtractor extractor = FeatureExtractor.bundled(name);
    Image black =
        Pictures.plain(
            extractor.imageWidth(), extractor.imageHeight(), new int[extractor.channels()]);

    Features features = extractor.of(Collections.nCopies(extractor.frames(), black));

    assertThat(extractor.name()).isEqualTo(name);
    assertThat(features.values()).hasSize(64);
    assertThat(features.probabilities().orElseThrow()).hasSize(extractor.classes().size());
  }

  @Test
  void featuresOfARealDigitAreThoseOfOnnxRuntimeInPython() {
    FeatureExtractor extractor = FeatureExtractor.bundled("mnist-cnn");

    Features first = extractor.of(List.of(digits().get(0)));

    // onnxruntime.InferenceSession("extractor.onnx").run(["features", "probabilities"], {NAME: x})
    // with x the first image of t10k, [1, 28, 28, 1] float32 / 255
    assertThat(Arrays.copyOf(first.values(), 6))
        .containsExactly(
            new float[] {0.09999f, 0.04492f, 0.67140f, 1.36335f, 1.47368f, 2.63904f},
            within(1e-4f));
    assertThat(first.probabilities().orElseThrow()[7]).isGreaterThan(0.999f);
  }

  @Test
  void aPicturesFeaturesDoNotDependOnItsBatch() {
    List<Image> digits = digits().subList(0, 130);
    FeatureExtractor extractor = FeatureExtractor.bundled("mnist-cnn");

    List<Features> all = extractor.ofAll(digits.size(), i -> List.of(digits.get(i)));

    assertThat(all).hasSize(130);
    for (int i = 0; i < digits.size(); i++) {
      assertThat(all.get(i).values())
          .containsExactly(extractor.of(List.of(digits.get(i))).values());
    }
  }

  @Test
  void channelsFirstMeanAndDeviationAreUnderstood() throws Exception {
    FeatureExtractor tiny = FeatureExtractor.open(tiny("", ""));
    Image image =
        new Image(
            2, 2, 3, new byte[] {(byte) 255, 0, 51, (byte) 255, 0, 51, 0, 102, 51, 0, 102, 51});

    Features features = tiny.of(List.of(image));

    // means over pixels in [0, 1]: 0.5, 0.2, 0.2; less 0.5, 0, 0; divided by 0.5, 1, 2
    assertThat(features.values()).containsExactly(new float[] {0, 0.2f, 0.1f}, within(1e-6f));
    assertThat(features.probabilities().map(p -> p[0] + p[1] + p[2]).orElseThrow())
        .isCloseTo(1, within(1e-6f));
    assertThat(tiny.classes()).containsExactly("red", "green", "blue");
  }

  @Test
  void picturesOfOtherSizesAndGreyOnesAreMadeToFit() throws Exception {
    FeatureExtractor tiny = FeatureExtractor.open(tiny("", ""));

    tiny.requireShape(50, 20, 1);

    assertThat(tiny.of(List.of(Pictures.plain(50, 20, 51))).values())
        .containsExactly(tiny.of(List.of(Pictures.plain(2, 2, 51, 51, 51))).values());
  }

  @Test
  void picturesThatDoNotFitAreRefused() throws Exception {
    FeatureExtractor strict = FeatureExtractor.open(tiny("bilinear", "none"));
    FeatureExtractor digits = FeatureExtractor.bundled("mnist-cnn");

    assertThatThrownBy(() -> strict.requireShape(3, 2, 3))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("tiny reads 2×2, RGB, but the pictures are 3×2, RGB")
        .hasMessageContaining("\"resize\": \"bilinear\"");
    assertThatThrownBy(() -> digits.requireShape(28, 28, 3))
        .hasMessageContaining("mnist-cnn reads 28×28, grey, but the pictures are 28×28, RGB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\": 1 | \"format\": 2 | key 'format' must be at most 1, not 2",
        "\"tiny\" | \"a[b]\" | key 'name' must be of letters",
        "extractor.onnx | other.onnx | key 'file' names other.onnx, but there is no such file",
        "extractor.onnx | extractor.json | cannot load",
        "\"image\" | \"pictures\" | unknown kind",
        "\"image\" | \"clip\" | key 'frames' must be a whole number",
        "\"channels\": 3 | \"channels\": 2 | key 'channels' must be 1 or 3, not 2",
        "nchw | nhwc | it must have [-1, 2, 2, 3], where -1 is free",
        "\"height\": 2 | \"height\": 3 | the input 'picture' has the dimensions [-1, 3, 2, 2]",
        "\"unit\" | \"symmetric\" | unknown scale",
        "[0.5, 0, 0] | [0.5, 0] | key 'mean' must be a list of 3 numbers",
        "[0.5, 1, 2] | [0.5, 1, 0] | key 'std' must be a list of 3 numbers",
        "\"pool3\" | \"pool4\" | unknown output 'pool4'; did you mean 'pool3'?",
        "\"green\", | '' | the card names 2 classes, the graph tells 3 apart",
        "\"format\": 1, | \"format\": | line 3 is not valid JSON",
      })
  void aWrongCardIsRefusedByName(String from, String to, String message) throws Exception {
    Path card = tiny(from, to);

    assertThatThrownBy(() -> FeatureExtractor.open(card))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void anExtractorIsNamedByWordFileOrFolder() throws Exception {
    Path card = tiny("", "");

    assertThat(FeatureExtractor.named("mnist-cnn").name()).isEqualTo("mnist-cnn");
    assertThat(FeatureExtractor.named(card.toString()).name()).isEqualTo("tiny");
    assertThat(FeatureExtractor.named(folder.toString()).name()).isEqualTo("tiny");
    assertThatThrownBy(() -> FeatureExtractor.named("mnist-cn"))
        .hasMessageContaining("did you mean 'mnist-cnn'?")
        .hasMessageContaining("nor is there a file of that name");
  }

  @Test
  void theChecksumIsOverCardAndGraph() throws Exception {
    String before = FeatureExtractor.open(tiny("", "")).sha256();

    assertThat(FeatureExtractor.open(tiny("", "")).sha256()).isEqualTo(before);
    assertThat(FeatureExtractor.open(tiny("mean of", "average of")).sha256()).isNotEqualTo(before);
  }

  @Test
  void probabilitiesMayBeMissing() throws Exception {
    FeatureExtractor without =
        FeatureExtractor.open(
            tiny(
                "\"probabilities\": \"softmax\",\n  \"classes\": [\"red\", \"green\", \"blue\"],",
                ""));

    assertThat(without.tellsClasses()).isFalse();
    assertThat(without.of(List.of(Pictures.plain(2, 2, 1, 2, 3))).probabilities())
        .isEqualTo(Optional.empty());
  }

  /** The tiny extractor of the test's resources with a change to its card. */
  private Path tiny(String from, String to) throws Exception {
    Path resources =
        Path.of(getClass().getResource("/dev/assay/benchmarks/images/extractors/tiny").toURI());
    String card = Files.readString(resources.resolve("extractor.json"));
    assertThat(card).contains(from);
    Files.write(
        folder.resolve("extractor.onnx"), Files.readAllBytes(resources.resolve("extractor.onnx")));
    return Files.writeString(
        folder.resolve("extractor.json"), from.isEmpty() ? card : card.replace(from, to));
  }

  private static List<Image> digits() {
    return IdxFile.read(PublishedData.file("mnist/t10k-images-idx3-ubyte.gz")).images();
  }
}
