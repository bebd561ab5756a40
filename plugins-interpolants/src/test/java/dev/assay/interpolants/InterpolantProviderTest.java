package dev.assay.interpolants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.ImageCondition.ClassLabel;
import dev.assay.model.ImageCondition.None;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Model;
import dev.assay.model.ModelProvider;
import dev.assay.model.Usage;
import dev.assay.model.VideoGenerationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InterpolantProviderTest {
  private static final List<String> CLASSES = List.of("zero", "one", "two");
  @TempDir Path folder;

  private static List<ImageGenerationRequest> requests(int count, long seed) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new ImageGenerationRequest(
                    TinyModels.id(i), new ClassLabel(i % 3, CLASSES.get(i % 3)), seed + i))
        .toList();
  }

  private static Map<String, GeneratedImage> images(Model model, int count, long seed) {
    Map<String, GeneratedImage> images = new HashMap<>();
    TinyModels.ask(model, AbilityKind.GENERATE_IMAGE, requests(count, seed))
        .forEach((id, response) -> images.put(id, response.output()));
    return images;
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new TreeMap<>();
    if (!text.isEmpty()) {
      Stream.of(text.split(" "))
          .map(option -> option.split("=", 2))
          .forEach(option -> options.put(option[0], option[1]));
    }
    return options;
  }

  @Test
  void thePluginIsFound() {
    assertThat(ServiceLoader.load(ModelProvider.class).stream().map(p -> p.get().name()))
        .contains("interpolant");
  }

  @Test
  void everyOptionIsExplained() {
    assertThat(new InterpolantProvider().options())
        .containsKeys(
            "path",
            "model",
            "sampler",
            "steps",
            "scheduler",
            "cubic-a",
            "cubic-b",
            "remask",
            "max-last",
            "temperature",
            "top-k",
            "top-p",
            "guidance",
            "schedule",
            "order",
            "gumbel")
        .allSatisfy((option, sentence) -> assertThat(sentence).hasSizeGreaterThan(20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampler=flow steps=9",
        "sampler=flow steps=9 remask=campbell scheduler=cosine",
        "sampler=flow steps=6 guidance=2.5 temperature=0.9",
        "sampler=maskgit steps=5 gumbel=2",
        "sampler=maskgit steps=40 order=random top-k=5 top-p=0.9",
        "sampler=maskgit steps=5 guidance=3"
      })
  void picturesAreTheSameInAnyBatchAndInAnyNumberOfLanes(String text) {
    for (TinyModels tiny : List.of(TinyModels.IMPLICIT, TinyModels.EXPLICIT)) {
      if (tiny == TinyModels.EXPLICIT && text.contains("top-k")) {
        continue; // it has only four tokens
      }
      try (Model one = tiny.open(1, 1, options(text));
          Model five = tiny.open(2, 5, options(text));
          Model many = tiny.open(3, 64, options(text))) {
        Map<String, GeneratedImage> alone = images(one, 67, 11);
        assertThat(alone)
            .hasSize(67)
            .isEqualTo(images(five, 67, 11))
            .isEqualTo(images(many, 67, 11));
      }
    }
  }

  @Test
  void twoSeedsMakeDifferentPictures() {
    try (Model model = TinyModels.IMPLICIT.open(2, 8, options("sampler=flow steps=8"))) {
      Map<String, GeneratedImage> first = images(model, 20, 0);
      Map<String, GeneratedImage> second = images(model, 20, 1_000);
      assertThat(first).isEqualTo(images(model, 20, 0));
      first.forEach((id, image) -> assertThat(image).isNotEqualTo(second.get(id)));
    }
  }

  @Test
  void guidanceOfOneIsNoGuidance() {
    try (Model plain = TinyModels.IMPLICIT.open(1, 8, Map.of());
        Model one = TinyModels.IMPLICIT.open(1, 8, options("guidance=1"));
        Model guided = TinyModels.IMPLICIT.open(1, 8, options("guidance=4"))) {
      Map<String, GeneratedImage> images = images(plain, 12, 5);
      assertThat(images(one, 12, 5)).isEqualTo(images);
      assertThat(images(guided, 12, 5)).isNotEqualTo(images);
      assertThat(one.fingerprint()).isEqualTo(plain.fingerprint());
      assertThat(guided.card().properties()).containsEntry("guidance", "scale 4.0");
    }
  }

  @Test
  void theFoldersDefaultsHoldUntilOptionsReplaceThem() {
    try (Model model = TinyModels.IMPLICIT.open(1, 1, Map.of())) {
      assertThat(model.card().family()).isEqualTo("interpolant");
      assertThat(model.card().files())
          .containsOnlyKeys("denoiser.onnx", "image_decoder.onnx", "image_encoder.onnx");
      assertThat(model.card().properties())
          .containsEntry("sampler", "flow, 4 steps, linear scheduler")
          .containsEntry("trained with scheduler", "linear")
          .containsEntry("time", "implicit")
          .containsEntry("temperature", "1.0")
          .containsEntry("guidance", "none")
          .containsEntry("tokens", "image 1×4×4 of 16")
          .containsEntry("FLOPs per forward pass", "2.051e+05");
    }
    try (Model model =
        TinyModels.IMPLICIT.open(
            1, 1, options("scheduler=cubic cubic-a=0 cubic-b=1 remask=warm-up max-last=true"))) {
      assertThat(model.card().properties())
          .containsEntry(
              "sampler",
              "flow, 4 steps, cubic (a=0.0, b=1.0) scheduler, warm-up remasking, the last step takes the likeliest");
    }
    try (Model model = TinyModels.IMPLICIT.open(1, 1, options("sampler=maskgit schedule=arccos"))) {
      assertThat(model.card().properties())
          .containsEntry(
              "sampler", "maskgit, 4 steps, arccos schedule, by confidence, Gumbel noise 4.5");
    }
  }

  @Test
  void manyStepsCostOnlyThosePassesThatChangeSomething() {
    try (Model model = TinyModels.IMPLICIT.open(1, 1, options("sampler=flow steps=500"))) {
      Usage usage =
          TinyModels.ask(model, AbilityKind.GENERATE_IMAGE, requests(1, 3)).get("0").usage();
      assertThat(usage.denoisingSteps()).isEqualTo(500);
      assertThat(usage.forwardPasses()).isBetween(10L, 16L);
      assertThat(usage.flops()).isEqualTo(usage.forwardPasses() * 205_056.0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampler=flwo | unknown sampler 'flwo'; did you mean 'flow'?",
        "steps=0 | option 'steps' must be a whole number from 1 to 100000, not '0'",
        "steps=many | option 'steps' must be a whole number from 1 to 100000, not 'many'",
        "temperature=0 | option 'temperature' must be a number from 0.001 to 1000, not '0'",
        "top-p=1.5 | option 'top-p' must be a number from 1.0E-9 to 1, not '1.5'",
        "top-k=-1 | option 'top-k' must be a whole number of at least 0, not '-1'",
        "guidance=hot | option 'guidance' must be a number from 0 to 1000, not 'hot'",
        "scheduler=cosin | unknown scheduler 'cosin'; did you mean 'cosine'?",
        "remask=campbel | unknown remask 'campbel'; did you mean 'campbell'?",
        "max-last=yes | unknown max-last 'yes'; valid: false, true",
        "sampler=maskgit schedule=arcos | unknown schedule 'arcos'; did you mean 'arccos'?",
        "sampler=maskgit order=chance | unknown order 'chance'; valid: confidence, random",
        "sampler=maskgit gumbel=-1 | option 'gumbel' must be a number from 0 to 1000000, not '-1'",
        "gumbel=1 | option 'gumbel' would have no effect: it belongs to sampler=maskgit",
        "sampler=maskgit remask=linear | option 'remask' would have no effect: it belongs to sampler=flow",
        "cubic-a=1 | option 'cubic-a' would have no effect: they belong to scheduler=cubic",
        "sampler=maskgit order=random gumbel=1 | option 'gumbel' would have no effect: with order=random nothing depends on confidence"
      })
  void wrongOptionsAreRefused(String text, String because) {
    assertThatThrownBy(() -> TinyModels.IMPLICIT.open(1, 1, options(text)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(because);
  }

  @Test
  void guidanceNeedsANullClass() {
    assertThatThrownBy(() -> TinyModels.JOINT.open(1, 1, options("guidance=2")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("has no key 'null_class'");
  }

  /** A copy of a tiny model whose model.json says something else. */
  private Path changed(TinyModels model, Consumer<ObjectNode> change) throws IOException {
    try (Stream<Path> files = Files.list(model.folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    Path file = folder.resolve("model.json");
    ObjectNode root = (ObjectNode) Json.mapper().readTree(file.toFile());
    change.accept(root);
    Json.mapper().writeValue(file.toFile(), root);
    return folder;
  }

  @Test
  void wrongDefaultsOfTheFolderAreRefusedWithFileAndKey() throws IOException {
    Path changed =
        changed(TinyModels.IMPLICIT, root -> ((ObjectNode) root.path("sampling")).put("steps", -4));
    assertThatThrownBy(() -> TinyModels.open(changed, 1, 1, Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll("model.json: key 'sampling.steps'", "not '-4'");
    TinyModels.open(changed, 1, 1, options("steps=4")).close();
  }

  @Test
  void aDamagedGraphIsRefused() throws IOException {
    Path changed = changed(TinyModels.CLIP, root -> {});
    Files.writeString(changed.resolve("denoiser.onnx"), "no graph");
    assertThatThrownBy(() -> TinyModels.open(changed, 1, 1, Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot load");
  }

  @ParameterizedTest
  @EnumSource
  void everyOptionThatMayChangeAnAnswerChangesTheFingerprint(TinyModels tiny) {
    Set<String> different = new HashSet<>();
    List<String> all =
        List.of(
            "",
            "steps=5",
            "sampler=maskgit",
            "sampler=maskgit gumbel=1",
            "sampler=maskgit schedule=linear",
            "sampler=maskgit order=random",
            "scheduler=sine",
            "scheduler=cubic",
            "scheduler=cubic cubic-a=1",
            "remask=linear",
            "max-last=true",
            "temperature=0.8",
            "top-k=3",
            "top-p=0.9");
    for (String text : all) {
      try (Model model = tiny.open(1, 1, options(text))) {
        different.add(model.fingerprint());
      }
    }
    assertThat(different).hasSize(all.size());
  }

  @Test
  void videosAreTheSameInAnyBatch() {
    List<VideoGenerationRequest> requests =
        IntStream.range(0, 9)
            .mapToObj(i -> new VideoGenerationRequest(TinyModels.id(i), new None(), 3, i))
            .toList();
    Map<String, GeneratedVideo> alone = new HashMap<>();
    Map<String, GeneratedVideo> together = new HashMap<>();
    try (Model one = TinyModels.CLIP.open(1, 1, options("guidance=2"));
        Model many = TinyModels.CLIP.open(2, 64, options("guidance=2"))) {
      TinyModels.ask(one, AbilityKind.GENERATE_VIDEO, requests)
          .forEach((id, response) -> alone.put(id, response.output()));
      TinyModels.ask(many, AbilityKind.GENERATE_VIDEO, requests)
          .forEach((id, response) -> together.put(id, response.output()));
    }
    assertThat(alone).hasSize(9).isEqualTo(together);
  }
}
