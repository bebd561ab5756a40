package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.data.DataStore;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BltProviderTest {
  @TempDir Path folder;

  @BeforeEach
  void layOut() throws IOException {
    try (Stream<Path> files = Files.list(TinyModels.folder("small"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private Model open(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.putIfAbsent("path", folder.toString());
    return open(all, 8);
  }

  private static Model open(Map<String, String> options, int batchSize) {
    return new BltProvider()
        .open(
            new ModelSpec("tiny", "blt", options),
            new ModelContext("cpu", 1, batchSize, new DataStore(List.of())));
  }

  private void edit(String before, String after) throws IOException {
    Path file = folder.resolve("model.json");
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  @Test
  void theProviderIsFoundAndNamesItsOptions() {
    ModelProvider provider =
        ServiceLoader.load(ModelProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals("blt"))
            .findFirst()
            .orElseThrow();
    assertThat(provider.options())
        .containsKeys(
            "path",
            "model",
            "patching",
            "threshold",
            "monotonic",
            "threshold-add",
            "patch-size",
            "max-patch-length");
  }

  @Test
  void theCardSaysWhatTheModelIs() {
    BltFolder small = BltFolder.read(folder);
    double threshold = small.patching().threshold().orElseThrow();
    try (Model model = open(Map.of("max-patch-length", "16"))) {
      assertThat(model.card().name()).isEqualTo("test-small");
      assertThat(model.card().family()).isEqualTo("blt");
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      assertThat(model.card().parameters()).isEqualTo(small.parameters());
      assertThat(model.card().files())
          .containsOnlyKeys(
              "model.json",
              "entropy.onnx",
              "encoder.onnx",
              "global.onnx",
              "decoder.onnx",
              "hash.bin");
      assertThat(model.card().properties())
          .containsEntry("context", "512 bytes, the begin mark included")
          .containsEntry(
              "patches",
              "where the entropy of the next byte is above %s nats or when it has 16 bytes"
                  .formatted(threshold))
          .containsKeys("FLOPs per byte", "FLOPs per byte of the entropy model");
    }
  }

  @Test
  void theFingerprintChangesWithWhatMayChangeAnAnswerOnly() throws IOException {
    String fingerprint = fingerprint(Map.of());
    assertThat(fingerprint(Map.of("path", TinyModels.folder("small").toString())))
        .isEqualTo(fingerprint);
    double threshold = BltFolder.read(folder).patching().threshold().orElseThrow();
    assertThat(fingerprint(Map.of("threshold", "" + threshold))).isEqualTo(fingerprint);
    assertThat(fingerprint(Map.of("threshold", "3"))).isNotEqualTo(fingerprint);
    assertThat(fingerprint(Map.of("patching", "space"))).isNotEqualTo(fingerprint);
    assertThat(fingerprint(Map.of("max-patch-length", "9"))).isNotEqualTo(fingerprint);
    edit("\"context\": 512", "\"context\": 400");
    assertThat(fingerprint(Map.of())).isNotEqualTo(fingerprint);
  }

  private String fingerprint(Map<String, String> options) {
    try (Model model = open(options)) {
      return model.fingerprint();
    }
  }

  @Test
  void theTimeInTheEngineIsCounted() {
    try (Model model = open(Map.of())) {
      assertThat(model.engineTime().orElseThrow()).isPositive();
    }
  }

  @Test
  void aFolderOrABundledModelMustBeGiven() {
    assertThatThrownBy(() -> open(Map.of(), 1))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("give either path=FOLDER or model=NAME");
    assertThatThrownBy(() -> open(Map.of("model", "blt-x"), 1))
        .hasMessageContaining("unknown bundled model 'blt-x'; did you mean 'blt-s'?");
    assertThatThrownBy(() -> open(Map.of("path", folder.resolve("none").toString()), 1))
        .hasMessageContaining("there is no model folder");
  }

  @Test
  void aFolderOfAnotherKindSaysHowToMakeOne() throws IOException {
    Files.delete(folder.resolve("model.json"));
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("holds no model.json; `python -m assay_training.export_blt`");
  }

  @Test
  void whatIsWrongInModelJsonIsNamedWithFileAndKey() throws IOException {
    edit("\"context\": 512", "\"context\": \"long\"");
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("model.json: key 'blt.context' must be a whole number of at least 2")
        .hasMessageContaining("not \"long\"");
    edit("\"context\": \"long\"", "\"context\": 512");
    edit("\"type\": \"float32\",\n    \"entropy\"", "\"type\": \"float8\",\n    \"entropy\"");
    assertThatThrownBy(() -> open(Map.of())).hasMessageContaining("'float8'");
    edit("\"float8\"", "\"float32\"");
    edit("\"file\": \"encoder.onnx\"", "\"file\": \"../encoder.onnx\"");
    assertThatThrownBy(() -> open(Map.of()))
        .hasMessageContaining("key 'blt.encoder.file': ../encoder.onnx would lie outside");
    edit("\"file\": \"../encoder.onnx\"", "\"file\": \"other.onnx\"");
    assertThatThrownBy(() -> open(Map.of())).hasMessageContaining("there is no file");
    edit("\"format\": 2", "\"format\": 3");
    assertThatThrownBy(() -> open(Map.of()))
        .hasMessageEndingWith("this version of Assay understands format 2, not 3");
    edit("\"format\": 3", "\"format\": 1");
    assertThatThrownBy(() -> open(Map.of()))
        .hasMessageContaining(
            "not 1; in training/, `python -m assay_training.blt.rewrite " + folder);
    Files.writeString(folder.resolve("model.json"), "{\n\"name\": }");
    assertThatThrownBy(() -> open(Map.of()))
        .hasMessageContaining("model.json, line 2 is not valid");
  }

  @Test
  void aGraphOfAnotherModelIsFoundWhenTheModelIsOpened() throws IOException {
    Files.copy(
        TinyModels.folder("projection").resolve("decoder.onnx"), folder.resolve("other.onnx"));
    edit("\"file\": \"decoder.onnx\"", "\"file\": \"other.onnx\"");
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("was loaded but cannot run")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void withoutAnEntropyModelPatchesAreFoundInOtherWays() throws IOException {
    String text = Files.readString(folder.resolve("model.json"));
    Files.writeString(
        folder.resolve("model.json"),
        text.replaceFirst("(?s)\"entropy\": \\{\\s*\"file\".*?\\}", "\"entropy\": null"));
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("patching by entropy needs an entropy model")
        .hasMessageContaining("choose patching=space, static or bytes");
    try (Model model = open(Map.of("patching", "space"))) {
      assertThat(model.card().files()).doesNotContainKey("entropy.onnx");
      assertThat(
              Double.parseDouble(
                  model.card().properties().get("FLOPs per byte of the entropy model")))
          .isCloseTo(0, within(0.0));
    }
  }
}
