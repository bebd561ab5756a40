package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {
  private static final OnnxSession.Options OPTIONS =
      new OnnxSession.Options(Device.parse("cpu"), 1);

  @Test
  void tellsInputsAndOutputs() {
    try (OnnxSession session =
        OnnxSession.open(TinyDecoder.file("optimum/model.onnx"), OPTIONS, new EngineClock())) {
      assertThat(session.inputs()).containsKeys("input_ids", "past_key_values.1.value");
      assertThat(session.outputs()).containsKeys("logits", "present.0.key");
    }
  }

  @Test
  void theClockRunsOnlyInsideTheEngine() {
    EngineClock clock = new EngineClock();
    long start = System.nanoTime();
    try (CausalDecoder decoder =
        CausalDecoder.open(
            TinyDecoder.file("assay/decoder.onnx"),
            new CausalDecoder.Layout.Assay(),
            100,
            2,
            1,
            OPTIONS,
            clock)) {
      assertThat(clock.time()).isZero();
      decoder.score(List.of(new TokenScoring(0, new int[] {1, 2}, 1)), score -> {});
    }
    assertThat(clock.time()).isPositive().isLessThan(Duration.ofNanos(System.nanoTime() - start));
  }

  @Test
  void aDamagedFileIsNamed(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(TinyDecoder.file("assay/decoder.onnx"));
    Path torn = Files.write(folder.resolve("decoder.onnx"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> OnnxSession.open(torn, OPTIONS, new EngineClock()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(torn.toString())
        .hasMessageContaining("damaged");
    assertThatThrownBy(
            () -> OnnxSession.open(folder.resolve("none.onnx"), OPTIONS, new EngineClock()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("there is no ONNX file");
  }

  @Test
  void aDecoderWithOtherNamesIsExplained() {
    OptimumNames names = OptimumNames.with(Map.of("attention_mask", "atention_mask"));
    assertThatThrownBy(
            () ->
                CausalDecoder.open(
                    TinyDecoder.file("optimum/model.onnx"),
                    new CausalDecoder.Layout.Optimum(names),
                    100,
                    2,
                    1,
                    OPTIONS,
                    new EngineClock()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("unknown input 'atention_mask'; did you mean 'attention_mask'?");
    assertThatThrownBy(() -> OptimumNames.with(Map.of("logit", "x")))
        .hasMessageContaining("did you mean 'logits'?");
  }
}
