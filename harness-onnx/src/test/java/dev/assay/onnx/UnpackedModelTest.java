package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnpackedModelTest {
  private static final String RESOURCES = "/dev/assay/onnx/";

  @Test
  void theFilesLieInAFolderThatGoesWithTheModel() {
    UnpackedModel model = UnpackedModel.of(OnnxSession.class, RESOURCES, List.of("greedy.onnx"));
    assertThat(model.folder().resolve("greedy.onnx")).isNotEmptyFile();
    model.close();
    assertThat(model.folder()).doesNotExist();
  }

  @Test
  void aFileThatIsNotInTheJarIsNamed() {
    assertThatThrownBy(() -> UnpackedModel.of(OnnxSession.class, RESOURCES, List.of("no.onnx")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/dev/assay/onnx/no.onnx");
  }
}
