package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenModelFolderTest {
  @TempDir Path folder;

  private static ObjectNode part(ObjectNode root, int index) {
    return (ObjectNode) root.path("parts").get(index);
  }

  private void refused(TinyGrids model, Consumer<ObjectNode> change, String... because) {
    Path changed = model.changed(folder, change);
    assertThatThrownBy(() -> TokenModelFolder.read(changed, "interpolant"))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(because);
  }

  @Test
  void twoPartsFollowEachOther() {
    TokenModelFolder joint = TinyGrids.JOINT.read();
    TokenGrid labels = joint.grid(TokenGrid.Kind.LABELS).orElseThrow();
    assertThat(labels.offset()).isEqualTo(16);
    assertThat(labels.firstToken()).isEqualTo(8);
    assertThat(labels.classes())
        .containsExactly("background", "circle", "square", "triangle", "cross");
    assertThat(joint.length()).isEqualTo(32);
    assertThat(joint.classes().names()).isEmpty();
    assertThat(joint.graphs()).hasSize(1);
  }

  @Test
  void aVideoHasFrames() {
    TokenGrid clip = TinyGrids.CLIP.read().grid(TokenGrid.Kind.VIDEO).orElseThrow();
    assertThat(clip.frames()).isEqualTo(3);
    assertThat(clip.size()).isEqualTo(48);
  }

  @Test
  void graphsThatAreNamedMustBeThere() throws IOException {
    Path copy = TinyGrids.IMPLICIT.changed(folder, root -> {});
    Files.delete(copy.resolve("image_decoder.onnx"));
    assertThatThrownBy(() -> TokenModelFolder.read(copy, "interpolant"))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll("model.json: key 'parts[0].decoder'", "image_decoder.onnx");
  }

  @Test
  void graphsOutsideTheFolderAreRefused() {
    refused(
        TinyGrids.IMPLICIT,
        root -> ((ObjectNode) root.path("denoiser")).put("file", "../denoiser.onnx"),
        "key 'denoiser.file' must name a file of the model's folder");
  }

  @Test
  void anotherFamilyIsForAnotherProvider() {
    refused(
        TinyGrids.IMPLICIT,
        root -> root.put("family", "maskgit"),
        "key 'family' is 'maskgit', and this provider opens models of family 'interpolant'");
  }

  @Test
  void aFolderWithoutModelJsonIsNoModel() {
    assertThatThrownBy(() -> TokenModelFolder.read(folder, "interpolant"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("it holds no model.json");
    assertThatThrownBy(() -> TokenModelFolder.read(folder.resolve("none"), "interpolant"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("there is no model folder");
  }

  @Test
  void aKindMustBeKnown() {
    refused(
        TinyGrids.EXPLICIT,
        root -> part(root, 0).put("kind", "images"),
        "parts[0].kind",
        "did you mean 'image'?");
  }

  @Test
  void thePaletteMustHaveAColourForEachToken() {
    refused(
        TinyGrids.EXPLICIT,
        root -> part(root, 0).withArray("palette").remove(0),
        "key 'parts[0].palette' must be a list of 4 colours");
  }

  @Test
  void everyLabelMustHaveAName() {
    refused(
        TinyGrids.JOINT,
        root -> part(root, 1).withArray("classes").remove(0),
        "key 'parts[1].classes' must name the 5 classes");
  }

  @Test
  void theMaskIsNoTokenOfAPart() {
    refused(
        TinyGrids.EXPLICIT,
        root -> ((ObjectNode) root.path("denoiser")).put("mask", 3),
        "the tokens of the part 'image' are ids 0 to 3",
        "leave out key 'denoiser.mask' (3)");
  }

  @Test
  void aPartsTokensAreOfTheVocabulary() {
    refused(
        TinyGrids.EXPLICIT,
        root -> part(root, 0).put("first_token", 1),
        "must lie below key 'denoiser.vocabulary' (4)");
  }

  @Test
  void aPartMayAppearOnce() {
    refused(
        TinyGrids.JOINT,
        root -> part(root, 1).put("kind", "image").put("first_token", 8),
        "must not have two parts of kind 'image'");
  }

  @Test
  void timeIsImplicitOrExplicit() {
    refused(
        TinyGrids.EXPLICIT,
        root -> ((ObjectNode) root.path("denoiser")).put("time", "explizit"),
        "denoiser.time",
        "did you mean 'explicit'?");
  }
}
