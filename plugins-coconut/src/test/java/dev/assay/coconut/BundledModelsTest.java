package dev.assay.coconut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.model.Response;
import dev.assay.model.TextGenerationRequest;
import dev.assay.onnx.UnpackedModel;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledModelsTest {
  private static final long MEBIBYTE = 1 << 20;

  /**
   * Three steps from Jack to the terpus; Davis is a zhorpus. A graph of the training's generator:
   * {@code prosqa.generate(random.Random(104), 12)} in {@code training/}.
   */
  private static final String QUESTION =
      "Davis is a zhorpus. Jack is a vumpus. Every dumpus is a yumpus. Every storpus is a zhorpus. "
          + "Every dumpus is a vumpus. Every impus is a grimpus. Davis is a storpus. Every dumpus "
          + "is a grimpus. Every yumpus is a terpus. Every dumpus is a impus. Jack is a grimpus. "
          + "Every vumpus is a grimpus. Jack is a dumpus. Is %s a terpus or zhorpus?\n";

  static Stream<String> names() {
    return CoconutProvider.BUNDLED.names().stream();
  }

  private static Model open(String name, int batchSize, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("model", name);
    return new CoconutProvider()
        .open(
            new ModelSpec(name, "coconut", all),
            new ModelContext("cpu", 1, batchSize, new DataStore(List.of())));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileIsSmall(String name) {
    try (UnpackedModel files = CoconutProvider.BUNDLED.unpack(name)) {
      assertThat(files.folder().toFile().listFiles())
          .hasSize(3)
          .allMatch(f -> f.length() <= 4 * MEBIBYTE);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCardSaysWhatTheModelIs(String name) {
    try (Model model = open(name, 1, Map.of())) {
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      assertThat(model.card().trainingData()).isNotEqualTo("unknown");
      assertThat(model.card().properties()).containsKeys("method", "thoughts");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersAreTheSameInAnyBatch(String name) {
    TextGenerationRequest[] requests =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    Asked.generation(
                        "%d of %s".formatted(i, QUESTION.substring(i)),
                        "",
                        i % 4 == 0 ? OptionalInt.of(i % 7) : OptionalInt.empty()))
            .toArray(TextGenerationRequest[]::new);
    try (Model one = open(name, 1, Map.of());
        Model many = open(name, 64, Map.of())) {
      Map<String, GeneratedText> alone = outputs(Asked.generate(one, requests));
      assertThat(alone).hasSize(30).isEqualTo(outputs(Asked.generate(many, requests)));
    }
  }

  private static Map<String, GeneratedText> outputs(Asked<GeneratedText> asked) {
    assertThat(asked.failures()).isEmpty();
    Map<String, GeneratedText> outputs = new TreeMap<>();
    asked.responses().forEach((id, response) -> outputs.put(id, response.output()));
    return outputs;
  }

  @Test
  void thoughtsFindWhoIsWhat() {
    try (Model model = open("coconut-prosqa", 2, Map.of())) {
      Asked<GeneratedText> asked =
          Asked.generate(
              model,
              Asked.generation(QUESTION.formatted("Jack"), "", OptionalInt.empty()),
              Asked.generation(QUESTION.formatted("Davis"), "", OptionalInt.empty()));
      Response<GeneratedText> jack = asked.responses().get(QUESTION.formatted("Jack"));
      Response<GeneratedText> davis = asked.responses().get(QUESTION.formatted("Davis"));
      assertThat(jack.output().text()).isEqualTo("### Jack is a terpus.");
      assertThat(davis.output().text()).isEqualTo("### Davis is a zhorpus.");
      assertThat(jack.usage().thoughts()).isEqualTo(6);
    }
  }

  @Test
  void theClassifierThinksNoLongerThanTheMaximum() {
    try (Model model = open("coconut-prosqa", 2, Map.of("thoughts", "classifier"))) {
      TextGenerationRequest request =
          Asked.generation(QUESTION.formatted("Jack"), "", OptionalInt.empty());
      Response<GeneratedText> response =
          Asked.generate(model, request).responses().get(request.prompt());
      assertThat(response.usage().thoughts()).isBetween(1L, 12L);
    }
  }
}
