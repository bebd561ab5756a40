package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.model.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A text read in parts, with all that is remembered between them, gives what it gives when it is
 * read at once; over several windows of the byte stacks and in every way to find patches.
 */
class IncrementalTest {
  private static final double TOLERANCE = 1e-4;

  /** What was computed of a text at all its positions. */
  private record Read(Row row, List<float[]> logits) {}

  @ParameterizedTest
  @CsvSource({
    "small, entropy",
    "small, 'entropy, at most 4'",
    "small, monotonic",
    "small, threshold_add",
    "small, space",
    "small, static",
    "small, bytes",
    "projection, entropy",
    "projection, 'space, at most 4'",
    "half, entropy",
  })
  void aTextMayBeSplitAnywhere(String model, String setting) {
    Random random = new Random(3);
    PatchRule rule = TinyModels.rules(model).get(setting);
    double tolerance = model.equals("half") ? ReferenceTest.HALF_TOLERANCE : TOLERANCE;
    try (Network network = TinyModels.network(model, rule)) {
      for (int round = 0; round < 4; round++) {
        int[] ids = ByteIds.row(ByteIds.utf8(Texts.random(random, 20 + 90 * round)));
        Read whole = read(network, ids, ids.length);
        Read inParts = read(network, ids, 1 + random.nextInt(ids.length));
        for (int i = 0; i < ids.length; i++) {
          assertThat(inParts.row().endsAfter(i))
              .as("patch ends after %d", i)
              .isEqualTo(whole.row().endsAfter(i));
          assertThat(inParts.row().entropyAfter(i))
              .isCloseTo(whole.row().entropyAfter(i), within((float) TOLERANCE));
          assertThat(largestDifference(inParts.logits().get(i), whole.logits().get(i)))
              .as("logits at %d of %d", i, ids.length)
              .isLessThan(tolerance);
        }
        assertThat(inParts.row().patches()).isEqualTo(whole.row().patches());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"small", "projection"})
  void whatIsWrittenIsWhatReadingItWholeFindsMostProbable(String model) {
    PatchRule rule = TinyModels.rule(model, Map.of());
    Network network = TinyModels.network(model, rule);
    List<int[]> prompts =
        List.of(
            ByteIds.row(new byte[0]),
            ByteIds.row(ByteIds.utf8("Größe: ")),
            ByteIds.row(ByteIds.utf8(Texts.random(new Random(1), 150))));
    List<ByteGeneration> requests = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      requests.add(new ByteGeneration(i, prompts.get(i), 170, 1000, List.of(), Sampling.GREEDY, 0));
    }
    try (ByteDecoder decoder = new ByteDecoder(network, 8, 1)) {
      decoder.generate(
          requests,
          result -> {
            int[] ids = Arrays.copyOf(result.row().ids(), result.row().length());
            List<float[]> logits = read(network, ids, ids.length).logits();
            int first = prompts.get(result.index()).length;
            assertThat(ids.length).isGreaterThan(first);
            for (int i = first; i < ids.length; i++) {
              float[] before = logits.get(i - 1);
              float best = before[ByteChoice.mostProbable(before)];
              assertThat((double) before[ids[i]]).isCloseTo(best, within(TOLERANCE));
            }
          });
    }
  }

  /** Reads some ids at once and the others one by one. */
  private static Read read(Network network, int[] ids, int atOnce) {
    List<float[]> logits = new ArrayList<>();
    try (RowBatch reading = new RowBatch(network);
        RowBatch batch = new RowBatch(network)) {
      int[] beginning = Arrays.copyOf(ids, atOnce);
      new Prefill(network, Optional.empty(), reading)
          .read(
              List.of(new Prefill.Text(beginning, 0)),
              chunk -> {
                for (int i = 0; i < chunk.counts()[0]; i++) {
                  logits.add(logits(chunk.logits(), i));
                }
              });
      Row row = reading.row(0);
      batch.reset(network.padding().rows(1), network.padding().kept(1), 0, Optional.empty());
      batch.put(0, row, reading, 0);
      for (int i = atOnce; i < ids.length; i++) {
        row.append(ids[i]);
        int[] counts = new int[batch.size()];
        counts[0] = 1;
        logits.add(logits(batch.read(new RowBatch.Pass(1, counts, 1, new long[batch.size()])), 0));
      }
      return new Read(row, logits);
    }
  }

  private static float[] logits(dev.assay.onnx.HostTensor all, int index) {
    float[] logits = new float[ByteIds.COUNT];
    all.get(index * ByteIds.COUNT, logits);
    return logits;
  }

  private static double largestDifference(float[] some, float[] others) {
    double largest = 0;
    for (int i = 0; i < some.length; i++) {
      largest = Math.max(largest, Math.abs(some[i] - others[i]));
    }
    return largest;
  }
}
