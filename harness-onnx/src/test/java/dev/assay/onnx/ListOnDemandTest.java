package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListOnDemandTest {
  @Test
  void isMadeOnceWhenItIsFirstRead() {
    AtomicInteger made = new AtomicInteger();
    List<String> list =
        new ListOnDemand<>(
            () -> {
              made.incrementAndGet();
              return List.of("a", "b");
            });
    assertThat(made).hasValue(0);
    assertThat(list).containsExactly("a", "b").isEqualTo(List.of("a", "b"));
    assertThat(made).hasValue(1);
  }
}
