package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.blt.BltCost.Work;
import dev.assay.blt.BltFolder.Stack;
import dev.assay.onnx.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BltCostTest {
  private static final BltCost SMALL =
      cost(16, 32, 2, new Stack(Path.of("global.onnx"), 2, 4, 32, 48, Optional.empty()));

  /** Byte stacks of 1, 1 and 2 layers with windows of 32 before a global transformer. */
  private static BltCost cost(int width, int hidden, int slots, Stack global) {
    Optional<Integer> window = Optional.of(32);
    return new BltCost(
        new BltFolder(
            Path.of("."),
            "test",
            "",
            "",
            "",
            OptionalLong.empty(),
            512,
            slots,
            ElementType.FLOAT32,
            Optional.of(new Stack(Path.of("entropy.onnx"), 1, 2, width, hidden, window)),
            new Stack(Path.of("encoder.onnx"), 1, 2, width, hidden, window),
            global,
            new Stack(Path.of("decoder.onnx"), 2, 2, width, hidden, window),
            new NgramHash(List.of(3), 1, 7),
            Path.of("hash.bin"),
            ElementType.FLOAT32,
            new PatchSettings(
                "bytes",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  @Test
  void allPartsButTheEntropyModelAreCounted() {
    double encoder = 10 * (8 * 16 * 16 + 6 * 16 * 32) + 4 * 16 * 55;
    double global = 2 * (4 * (8 * 32 * 32 + 6 * 32 * 48) + 4 * 32 * 10);
    double decoder = 2 * (10 * (8 * 16 * 16 + 6 * 16 * 32) + 4 * 16 * 55);
    double bytesInCrossAttention = 10 * 4 * 16 * 16 + 2 * 10 * (4 * 16 * 16 + 4 * 2 * 16);
    double patchesInCrossAttention = 4 * (6 * 2 * 16 * 16 + 2 * 2 * 16 * 32 + 2 * 4 * 2 * 16 * 16);
    double bytesOfPatches = 9 * 4 * 2 * 16;
    double output = 3 * 2 * 16 * 260;
    assertThat(SMALL.of(new Work(10, 4, 9, 3)))
        .isEqualTo(
            encoder
                + global
                + decoder
                + bytesInCrossAttention
                + patchesInCrossAttention
                + bytesOfPatches
                + output);
  }

  @Test
  void theEntropyModelIsCountedApartWithItsOutputAtEveryPosition() {
    double expected = 10 * (8 * 16 * 16 + 6 * 16 * 32) + 4 * 16 * 55 + 10 * 2 * 16 * 260;
    Work work = new Work(10, 4, 9, 3);
    assertThat(SMALL.ofPatching(work, new Patching.Entropy(1))).isEqualTo(expected);
    assertThat(SMALL.ofPatching(work, new Patching.Space())).isZero();
  }

  @Test
  void bytesSeeNoFurtherThanTheirWindow() {
    double within = SMALL.ofPatching(new Work(32, 0, 0, 0), new Patching.Entropy(1));
    double beyond = SMALL.ofPatching(new Work(40, 0, 0, 0), new Patching.Entropy(1));
    double perPosition = 8 * 16 * 16 + 6 * 16 * 32 + 2 * 16 * 260;
    assertThat(beyond - within).isEqualTo(8 * (perPosition + 4 * 16 * 32));
  }

  @Test
  void aProjectionToTheGlobalWidthIsCountedWhereThereIsOne() {
    Stack global = new Stack(Path.of("global.onnx"), 2, 5, 40, 48, Optional.empty());
    double patch = 6 * 3 * 16 * 16 + 2 * (2 * 3 * 16 * 40);
    double inDecoder = 2 * 4 * 3 * 16 * 16;
    double blocks = 2 * (8 * 40 * 40 + 6 * 40 * 48 + 4 * 40);
    assertThat(cost(16, 24, 3, global).of(new Work(0, 1, 0, 0)))
        .isEqualTo(patch + inDecoder + blocks);
  }
}
