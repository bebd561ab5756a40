package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenPatchTest {
  private final List<HostTensor> encoded = tensors(4);

  @Test
  void aCopyGoesOnIndependently() {
    OpenPatch first = new OpenPatch(Float.BYTES);
    first.append(encoded, 0, 2);
    OpenPatch second = first.copy();
    second.append(encoded, 3, 1);
    first.append(encoded, 2, 1);
    OpenPatch third = first.copy();
    first.clear();
    first.append(encoded, 3, 1);

    assertThat(read(first)).containsExactly(3);
    assertThat(read(second)).containsExactly(0, 1, 3);
    assertThat(read(third)).containsExactly(0, 1, 2);
  }

  @Test
  void aPatchGrowsAsLongAsItMust() {
    OpenPatch patch = new OpenPatch(Float.BYTES);
    for (int i = 0; i < 50; i++) {
      patch.append(encoded, i % 4, 1);
    }

    assertThat(patch.bytes()).isEqualTo(50);
    assertThat(read(patch)).startsWith(0, 1, 2, 3, 0, 1).endsWith(0, 1);
  }

  /** The last of the patch's three tensors. */
  private static float[] read(OpenPatch patch) {
    List<HostTensor> into = tensors(patch.bytes());
    patch.copyTo(into, 0);
    float[] numbers = new float[patch.bytes()];
    into.get(2).get(0, numbers);
    return numbers;
  }

  /** Three tensors of vectors of one number, which is the vector's index. */
  private static List<HostTensor> tensors(int vectors) {
    return Stream.generate(() -> tensor(vectors)).limit(3).toList();
  }

  private static HostTensor tensor(int vectors) {
    HostTensor tensor = new HostTensor(ElementType.FLOAT32);
    tensor.reshape(vectors, 1);
    for (int i = 0; i < vectors; i++) {
      tensor.floats().put(i, i);
    }
    return tensor;
  }
}
