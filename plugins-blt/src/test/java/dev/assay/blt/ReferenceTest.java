package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.blt.TinyModels.Golden;
import dev.assay.onnx.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that is computed, against a plain PyTorch implementation. */
class ReferenceTest {
  private static final double TOLERANCE = 1e-4;

  /** fp16 keeps three decimals, at every operation; its weights are those of the reference. */
  static final double HALF_TOLERANCE = 0.02;

  static Stream<String> models() {
    return TinyModels.NAMES.stream();
  }

  private static double tolerance(String model) {
    return model.equals("half") ? HALF_TOLERANCE : TOLERANCE;
  }

  @ParameterizedTest
  @MethodSource("models")
  void entropiesPatchesAndLogProbabilitiesAreThoseOfPyTorch(String model) {
    for (Golden golden : TinyModels.goldens(model)) {
      PatchRule rule = TinyModels.rules(model).get(golden.setting());
      try (Network network = TinyModels.network(model, rule);
          RowBatch batch = new RowBatch(network)) {
        List<float[]> logits = new ArrayList<>();
        Prefill prefill = new Prefill(network, Optional.empty(), batch);
        prefill.read(
            List.of(new Prefill.Text(golden.ids(), 0)), chunk -> logits.addAll(rows(chunk)));
        Row row = batch.row(0);
        for (int i = 0; i < golden.ids().length; i++) {
          if (rule.patching().needsEntropies()) {
            assertThat((double) row.entropyAfter(i))
                .as("entropy after %d in %s", i, golden)
                .isCloseTo(golden.entropies()[i], within(TOLERANCE));
          }
        }
        assertThat(lengths(row)).as("%s", golden).containsExactly(golden.lengths());
        golden
            .margin()
            .ifPresent(
                margin ->
                    assertThat(row.smallestMargin())
                        .as("margin in %s", golden)
                        .isCloseTo(margin, within(TOLERANCE + 0.005 * margin)));
        for (int i = 0; i < golden.logs().length; i++) {
          assertThat(logProbability(logits.get(i), golden.ids()[i + 1]))
              .as("byte %d in %s", i, golden)
              .isCloseTo(golden.logs()[i], within(tolerance(model)));
        }
        for (int id = 0; id < golden.logits().length; id++) {
          assertThat((double) logits.get(logits.size() - 1)[id])
              .as("logit %d in %s", id, golden)
              .isCloseTo(golden.logits()[id], within(tolerance(model)));
        }
      }
    }
  }

  private static List<float[]> rows(Prefill.Chunk chunk) {
    List<float[]> rows = new ArrayList<>();
    HostTensor logits = chunk.logits();
    for (int i = 0; i < chunk.counts()[0]; i++) {
      float[] row = new float[ByteIds.COUNT];
      logits.get(i * ByteIds.COUNT, row);
      rows.add(row);
    }
    return rows;
  }

  private static double logProbability(float[] logits, int id) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return logits[id] - Math.log(sum);
  }

  /** Lengths of all patches, the last one with the byte to come. */
  private static int[] lengths(Row row) {
    List<Integer> lengths = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < row.read(); i++) {
      if (row.endsAfter(i)) {
        lengths.add(i + 1 - start);
        start = i + 1;
      }
    }
    lengths.add(row.read() + 1 - start);
    return lengths.stream().mapToInt(i -> i).toArray();
  }
}
