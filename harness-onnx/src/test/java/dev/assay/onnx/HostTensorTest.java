package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostTensorTest {
  @Test
  void numbersStayAsLongAsTheMemorySuffices() {
    try (HostTensor tensor = new HostTensor(ElementType.FLOAT32)) {
      assertThat(tensor.reshape(2, 3)).isFalse();
      tensor.put(0, new float[] {1, 2, 3, 4, 5, 6});
      assertThat(tensor.reshape(1, 2)).isTrue();
      assertThat(tensor.reshape(6)).isTrue();
      float[] numbers = new float[3];
      tensor.get(3, numbers);
      assertThat(numbers).containsExactly(4, 5, 6);
      assertThat(tensor.reshape(7)).isFalse();
      assertThat(tensor.size()).isEqualTo(7);
    }
  }

  @Test
  void halfPrecisionIsRoundedAndWidened() {
    try (HostTensor tensor = new HostTensor(ElementType.FLOAT16)) {
      tensor.reshape(4);
      tensor.put(0, new float[] {0.1f, -2, 65504, 1e-8f});
      float[] numbers = new float[4];
      tensor.get(0, numbers);
      assertThat(numbers).containsExactly(0.0999755859375f, -2, 65504, 0);
    }
  }

  @Test
  void aTensorTooLargeForOneBufferSaysWhatToDo() {
    try (HostTensor tensor = new HostTensor(ElementType.INT64)) {
      assertThatThrownBy(() -> tensor.reshape(1 << 14, 1 << 15))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("4.0 GiB")
          .hasMessageContaining("--batch-size");
    }
  }
}
