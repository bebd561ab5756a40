package dev.assay.coconut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoconutProviderTest {
  private static final Path PLAIN_DECODER =
      Path.of("../harness-onnx/src/test/resources/dev/assay/onnx/tiny/assay/decoder.onnx");

  @TempDir Path folder;

  /** A copy of a tiny model whose model.json says something else. */
  private Path changed(TinyModels model, Consumer<ObjectNode> change) throws IOException {
    Path file = model.copyTo(folder).resolve("model.json");
    ObjectNode root = (ObjectNode) Json.mapper().readTree(file.toFile());
    change.accept(root);
    Json.mapper().writeValue(file.toFile(), root);
    return folder;
  }

  private static void refused(Path folder, Map<String, String> options, String... because) {
    assertThatThrownBy(() -> TinyModels.open(folder, 4, options))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(because);
  }

  @Test
  void theCardSaysHowTheModelThinks() {
    try (Model model = TinyModels.COUNTED.open(4, Map.of())) {
      ModelCard card = model.card();
      assertThat(card.name()).isEqualTo("tiny-counted");
      assertThat(card.family()).isEqualTo("coconut");
      assertThat(card.files()).containsOnlyKeys("decoder.onnx", "tokenizer.json");
      assertThat(card.properties())
          .containsEntry("method", "coconut")
          .containsEntry("thoughts", "3")
          .containsEntry("context", "256 tokens and thoughts")
          .containsEntry("FLOPs per token or thought", "4.096e+04")
          .containsEntry("FLOPs per prediction", "1.894e+04");
    }
    try (Model model = TinyModels.CLASSIFIED.open(4, Map.of())) {
      assertThat(model.card().properties())
          .containsEntry("thoughts", "until the classifier's probability reaches 0.5, at most 8");
    }
  }

  @Test
  void theFingerprintFollowsWhatMayChangeAnAnswer() throws IOException {
    Set<String> different = new HashSet<>();
    for (Map<String, String> options :
        List.of(
            Map.<String, String>of(),
            Map.of("thoughts", "2"),
            Map.of("thoughts", "0"),
            Map.of("special-tokens", "false"))) {
      try (Model model = TinyModels.COUNTED.open(4, options)) {
        different.add(model.fingerprint());
      }
    }
    assertThat(different).hasSize(4);
    try (Model elsewhere =
        TinyModels.open(TinyModels.COUNTED.copyTo(folder), 7, Map.of("thoughts", "3"))) {
      assertThat(different).contains(elsewhere.fingerprint());
    }
  }

  @Test
  void aDecoderWithoutThoughtsIsRefused() throws IOException {
    TinyModels.COUNTED.copyTo(folder);
    Files.copy(PLAIN_DECODER, folder.resolve("decoder.onnx"), StandardCopyOption.REPLACE_EXISTING);
    refused(
        folder,
        Map.of(),
        folder.toString(),
        "its graph has no input 'thoughts'",
        "provider tokenized");
  }

  @Test
  void aFolderThatDoesNotSayWhenToThinkIsRefused() throws IOException {
    refused(
        changed(TinyModels.COUNTED, root -> root.remove("thoughts")),
        Map.of(),
        folder.resolve("model.json").toString(),
        "key 'thoughts' must be an object, not missing");
  }

  @Test
  void aThinkingModelHasTokensThatBeginIt() throws IOException {
    refused(
        changed(
            TinyModels.COUNTED,
            root -> ((ObjectNode) root.path("thoughts")).remove("begin_token_ids")),
        Map.of(),
        "key 'thoughts.begin_token_ids' must be a list of whole numbers of at least 0, not missing");
  }

  @Test
  void moreThoughtsThanTheMaximumAreRefused() throws IOException {
    refused(
        TinyModels.COUNTED.folder(),
        Map.of("thoughts", "9"),
        "option 'thoughts' must be a whole number from 0 to 8",
        "not '9'");
    refused(
        changed(TinyModels.COUNTED, root -> ((ObjectNode) root.path("thoughts")).put("count", 9)),
        Map.of(),
        "key 'thoughts.count' must be at most 8, not 9");
  }

  @Test
  void aClassifierMustBeInTheGraph() {
    refused(
        TinyModels.COUNTED.folder(),
        Map.of("thoughts", "classifier"),
        "has no classifier",
        "no output 'thought_end'");
    refused(TinyModels.COUNTED.folder(), Map.of("thoughts", "some"), "or classifier, not 'some'");
  }

  @Test
  void aTokenThatTheModelDoesNotKnowIsFoundWhenItIsOpened() throws IOException {
    refused(
        changed(
            TinyModels.COUNTED,
            root -> ((ObjectNode) root.path("thoughts")).putArray("begin_token_ids").add(9_999)),
        Map.of(),
        "was loaded but cannot run",
        folder.toString());
  }

  @Test
  void onlyTheLayoutWithThoughtsIsOpened() throws IOException {
    refused(
        changed(
            TinyModels.COUNTED,
            root -> ((ObjectNode) root.path("decoder")).put("layout", "optimum")),
        Map.of(),
        "key 'decoder.layout' must be assay");
  }
}
