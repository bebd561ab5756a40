package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Model;
import dev.assay.model.Response;
import dev.assay.model.SegmentedImage;
import dev.assay.model.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnmaskingModelTest {
  private static final ImageCondition NONE = new ImageCondition.None();
  @TempDir Path folder;

  private static List<ImageGenerationRequest> requests(int count) {
    List<String> names = List.of("zero", "one", "two");
    return IntStream.range(0, count)
        .mapToObj(i -> Asked.image("i" + i, Asked.label(i % 3, names.get(i % 3)), 40 + i))
        .toList();
  }

  private static Map<String, GeneratedImage> images(Model model, int count) {
    Asked<GeneratedImage> asked = Asked.of(model, AbilityKind.GENERATE_IMAGE, requests(count));
    assertThat(asked.failures()).isEmpty();
    Map<String, GeneratedImage> images = new HashMap<>();
    asked.responses().forEach((id, response) -> images.put(id, response.output()));
    return images;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2})
  void picturesAreTheSameInAnyBatchAndInAnyNumberOfLanes(double guidance) {
    for (TinyGrids tiny : List.of(TinyGrids.IMPLICIT, TinyGrids.EXPLICIT)) {
      try (Model one = tiny.open(5, guidance, 1, 1);
          Model five = tiny.open(5, guidance, 2, 5);
          Model many = tiny.open(5, guidance, 3, 64)) {
        Map<String, GeneratedImage> alone = images(one, 67);
        assertThat(alone).hasSize(67).isEqualTo(images(five, 67)).isEqualTo(images(many, 67));
        assertThat(new HashSet<>(alone.values())).hasSizeGreaterThan(60);
      }
    }
  }

  @Test
  void theClassMattersAndGuidanceToo() {
    ImageGenerationRequest zero = Asked.image("a", Asked.label(0, "zero"), 1);
    ImageGenerationRequest one = Asked.image("b", Asked.label(1, "one"), 1);
    ImageGenerationRequest any = Asked.image("c", NONE, 1);
    Set<GeneratedImage> different = new HashSet<>();
    for (double guidance : new double[] {1, 3}) {
      try (Model model = TinyGrids.IMPLICIT.open(8, guidance, 1, 4)) {
        Asked<GeneratedImage> asked =
            Asked.of(model, AbilityKind.GENERATE_IMAGE, List.of(zero, one, any));
        different.add(asked.output("a"));
        different.add(asked.output("b"));
        different.add(asked.output("c"));
      }
    }
    assertThat(different).hasSize(5); // without a class there is nothing to follow
  }

  @Test
  void theCostCountsPassesAndDoublesUnderGuidance() {
    for (int doubled : new int[] {1, 2}) {
      try (Model model = TinyGrids.IMPLICIT.open(5, doubled, 1, 4)) {
        Usage usage =
            Asked.of(model, AbilityKind.GENERATE_IMAGE, requests(1)).responses().get("i0").usage();
        assertThat(usage.denoisingSteps()).isEqualTo(5);
        assertThat(usage.forwardPasses()).isEqualTo(5);
        assertThat(usage.flops()).isEqualTo(5.0 * doubled * 205_056);
        assertThat(usage.inputTokens()).isZero();
        assertThat(usage.outputTokens()).isEqualTo(16);
        assertThat(usage.outputBytes()).isEqualTo(64);
      }
    }
  }

  @Test
  void whatCannotBeAskedForFailsAndTheOthersGoOn() {
    try (Model model = TinyGrids.IMPLICIT.open(2, 1, 1, 4)) {
      Asked<GeneratedImage> asked =
          Asked.of(
              model,
              AbilityKind.GENERATE_IMAGE,
              List.of(
                  Asked.image("unknown", Asked.label(0, "seven"), 0),
                  Asked.image("number", Asked.label(2, "2"), 0),
                  Asked.image("text", new ImageCondition.Caption("a seven"), 0),
                  Asked.image(
                      "map", new ImageCondition.LabelMap(new Image(4, 4, 1, new byte[16]), 5), 0)));
      assertThat(asked.responses()).containsOnlyKeys("number");
      assertThat(asked.failures())
          .containsEntry(
              "unknown", "the model does not know class 'seven'; it knows [zero, one, two]")
          .containsEntry("text", "the model cannot read captions")
          .containsEntry("map", "the model takes no label map");
    }
  }

  @Test
  void aJointModelSegmentsPictures() {
    try (Model model = TinyGrids.JOINT.open(4, 1, 2, 4)) {
      Image picture = new Image(4, 4, 3, new byte[48]);
      Asked<SegmentedImage> asked =
          Asked.of(
              model,
              AbilityKind.SEGMENT_IMAGE,
              List.of(
                  Asked.segmentation("good", picture, 5),
                  Asked.segmentation("large", new Image(8, 8, 3, new byte[192]), 5),
                  Asked.segmentation("grey", new Image(4, 4, 1, new byte[16]), 5),
                  Asked.segmentation("classes", picture, 6),
                  Asked.segmentation("again", picture, 5)));
      assertThat(asked.responses()).containsOnlyKeys("good", "again");
      Image labels = asked.output("good").labels();
      assertThat(labels.shape()).isEqualTo("4×4, grey");
      for (byte id : labels.pixels()) {
        assertThat((int) id).isBetween(0, 4);
      }
      Usage usage = asked.responses().get("good").usage();
      assertThat(usage.inputTokens()).isEqualTo(16);
      assertThat(usage.outputTokens()).isEqualTo(16);
      assertThat(usage.inputBytes()).isEqualTo(48);
      assertThat(asked.failures())
          .containsEntry("large", "the picture is 8×8, RGB; the model takes only 4×4, RGB")
          .containsEntry("grey", "the picture is 4×4, grey; the model takes only 4×4, RGB")
          .containsEntry(
              "classes",
              "the request has 6 classes; the model knows 5: [background, circle, square, triangle, cross]");
    }
  }

  @Test
  void aJointModelMakesPicturesWithAndWithoutALabelMap() {
    byte[] ids = new byte[16];
    ids[5] = 3;
    Image map = new Image(4, 4, 1, ids);
    try (Model model = TinyGrids.JOINT.open(4, 1, 1, 4)) {
      Asked<GeneratedImage> asked =
          Asked.of(
              model,
              AbilityKind.GENERATE_IMAGE,
              List.of(
                  Asked.image("free", NONE, 3),
                  Asked.image("given", new ImageCondition.LabelMap(map, 5), 3),
                  Asked.image("class", Asked.label(1, "circle"), 3)));
      assertThat(asked.output("free").image().shape()).isEqualTo("4×4, RGB");
      assertThat(asked.responses().get("free").usage().outputTokens()).isEqualTo(32);
      assertThat(asked.responses().get("given").usage().outputTokens()).isEqualTo(16);
      assertThat(asked.responses().get("given").usage().inputBytes()).isEqualTo(16);
      assertThat(asked.failures())
          .containsEntry("class", "the model takes no class, and 'circle' is asked for");
      assertThat(model.ability(AbilityKind.GENERATE_VIDEO)).isEmpty();
    }
  }

  @Test
  void aModelOfClipsMakesVideos() {
    try (Model model = TinyGrids.CLIP.open(4, 1, 1, 4)) {
      Asked<GeneratedVideo> asked =
          Asked.of(
              model,
              AbilityKind.GENERATE_VIDEO,
              List.of(
                  Asked.video("good", Asked.label(1, "one"), 3, 5),
                  Asked.video("long", Asked.label(1, "one"), 8, 5)));
      assertThat(asked.output("good").frames())
          .hasSize(3)
          .allMatch(frame -> frame.shape().equals("4×4, RGB"))
          .doesNotHaveDuplicates();
      assertThat(asked.failures())
          .containsEntry("long", "8 frames are asked for; the model makes videos of 3");
      assertThat(model.ability(AbilityKind.GENERATE_IMAGE)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IMPLICIT", "CLIP"})
  void theTraceShowsHowMasksDisappear(TinyGrids tiny) {
    try (Model model = tiny.open(5, 1, 1, 4)) {
      Response<?> response =
          tiny == TinyGrids.CLIP
              ? Asked.of(model, AbilityKind.GENERATE_VIDEO, List.of(Asked.video("i0", NONE, 3, 5)))
                  .responses()
                  .get("i0")
              : Asked.of(model, AbilityKind.GENERATE_IMAGE, requests(1)).responses().get("i0");
      JsonNode trace = Json.mapper().valueToTree(response.trace().orElseThrow());
      int tokens = tiny == TinyGrids.CLIP ? 48 : 16;
      JsonNode frames = trace.path("data").path("frames");
      assertThat(trace.path("kind").asText()).isEqualTo("unmasking");
      assertThat(frames).hasSize(6);
      int revealed = 0;
      for (JsonNode frame : frames) {
        revealed += frame.path("unmasked").size();
        assertThat(frame.path("masked").asInt()).isEqualTo(tokens - revealed);
      }
      assertThat(revealed).isEqualTo(tokens);
      Image first = picture(frames.get(0));
      assertThat(first.pixels()).containsOnly((byte) 128);
      if (response.output() instanceof GeneratedImage made) {
        assertThat(picture(frames.get(5))).isEqualTo(made.image());
        assertThat(trace.path("data").path("grid").toString()).isEqualTo("[1,4,4]");
      } else {
        assertThat(first.shape()).isEqualTo("12×4, RGB");
        assertThat(trace.path("data").path("kind").asText()).isEqualTo("video");
      }
    }
  }

  private static Image picture(JsonNode frame) {
    return Image.ofPng(Base64.getDecoder().decode(frame.path("png").asText()));
  }

  @Test
  void aTraceHasAtMostSixteenFrames() {
    try (Model model = TinyGrids.JOINT.open(30, 1, 1, 4)) {
      Response<GeneratedImage> response =
          Asked.of(model, AbilityKind.GENERATE_IMAGE, List.of(Asked.image("a", NONE, 1)))
              .responses()
              .get("a");
      JsonNode frames =
          Json.mapper().valueToTree(response.trace().orElseThrow()).path("data").path("frames");
      assertThat(frames).hasSize(16);
      assertThat(frames.get(0).path("masked").asInt()).isEqualTo(16);
      assertThat(frames.get(15).path("masked").asInt()).isZero();
      assertThat(frames.get(15).path("step").asInt()).isEqualTo(30);
      assertThat(picture(frames.get(15))).isEqualTo(response.output().image());
    }
  }

  @Test
  void theFingerprintFollowsWhatMayChangeAPicture() throws IOException {
    Set<String> different = new HashSet<>();
    for (int steps : new int[] {4, 5}) {
      for (double guidance : new double[] {1, 2}) {
        try (Model model = TinyGrids.IMPLICIT.open(steps, guidance, 1, 4)) {
          different.add(model.fingerprint());
        }
      }
    }
    assertThat(different).hasSize(4);
    Path copy = TinyGrids.IMPLICIT.changed(folder, root -> root.put("name", "other"));
    try (Model elsewhere = TinyGrids.open(copy, 5, 2, 2, 64)) {
      assertThat(different).contains(elsewhere.fingerprint());
      assertThat(elsewhere.card().name()).isEqualTo("other");
    }
  }

  @Test
  void aGraphWithOtherInputsThanTheFolderSaysIsRefused() {
    Path changed =
        TinyGrids.EXPLICIT.changed(
            folder, root -> ((ObjectNode) root.path("denoiser")).put("time", "implicit"));
    assertThatThrownBy(() -> TinyGrids.open(changed, 4, 1, 1, 4))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(
            "has the inputs [condition, time, tokens]", "they must be [condition, tokens]");
  }

  @Test
  void aGraphForAnotherLengthIsRefused() {
    Path changed =
        TinyGrids.EXPLICIT.changed(
            folder, root -> ((ObjectNode) root.path("parts").get(0)).put("height", 5));
    assertThatThrownBy(() -> TinyGrids.open(changed, 4, 1, 1, 4))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot run on sequences of 30 tokens");
  }
}
