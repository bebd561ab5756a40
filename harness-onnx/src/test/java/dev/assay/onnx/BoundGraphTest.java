package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundGraphTest {
  private static final OnnxSession.Options OPTIONS =
      new OnnxSession.Options(Device.parse("cpu"), 1);

  @Test
  void tensorsAreBoundOnceAndMayChangeTheirDimensions() {
    try (TokenHeads heads = new TokenHeads(new EngineClock(), 1);
        HostTensor logits = new HostTensor(ElementType.FLOAT32);
        HostTensor targets = new HostTensor(ElementType.INT64);
        HostTensor found = new HostTensor(ElementType.FLOAT32)) {
      BoundGraph graph = heads.logProbabilities(logits, targets, found);
      for (int positions : new int[] {1, 3}) {
        logits.reshape(1, positions, 2);
        targets.reshape(1, positions);
        found.reshape(1, positions);
        for (int i = 0; i < positions; i++) {
          logits.put(2 * i, new float[] {0, (float) Math.log(3)});
          targets.longs().put(i, 1);
        }
        graph.run();
        float[] numbers = new float[positions];
        found.get(0, numbers);
        assertThat(numbers).hasSize(positions);
        for (float number : numbers) {
          assertThat((double) number).isCloseTo(Math.log(0.75), within(1e-6));
        }
      }
    }
  }

  @Test
  void namesThatTheGraphDoesNotHaveAreRefused() {
    EngineClock clock = new EngineClock();
    try (OnnxSession session = OnnxSession.bundled("greedy.onnx", OPTIONS, clock);
        HostTensor tensor = new HostTensor(ElementType.FLOAT32)) {
      assertThatThrownBy(() -> new BoundGraph(session, Map.of("logit", tensor), Map.of()))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("unknown input 'logit'; did you mean 'logits'?");
    }
  }
}
