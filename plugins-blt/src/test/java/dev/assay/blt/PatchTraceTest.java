package dev.assay.blt;

import static dev.assay.blt.Abilities.bytes;
import static dev.assay.blt.Abilities.generate;
import static dev.assay.blt.Abilities.generation;
import static dev.assay.blt.Abilities.patchLengths;
import static dev.assay.blt.Abilities.score;
import static dev.assay.blt.Abilities.scoring;
import static dev.assay.blt.Abilities.text;
import static dev.assay.blt.Abilities.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.blt.TinyModels.Golden;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer tells of its patches. */
class PatchTraceTest {
  @Test
  void theTraceTellsPatchesEntropiesAndTheSmallestMargin() {
    Golden golden =
        TinyModels.goldens("small").stream()
            .filter(g -> g.setting().equals("entropy") && g.ids().length > 15)
            .findFirst()
            .orElseThrow();
    String text = text(golden);
    Trace trace = trace(score(scoring("t", "", text)).responses.get("t"));
    assertThat(trace.kind()).isEqualTo("patches");
    assertThat(trace.data())
        .containsEntry("promptBytes", 0)
        .containsEntry("mode", "entropy")
        .containsEntry(
            "threshold",
            BltFolder.read(TinyModels.folder("small")).patching().threshold().orElseThrow());
    assertThat(bytes(trace)).isEqualTo(ByteIds.utf8(text));
    // without the begin mark's patch and the byte to come
    List<Integer> expected =
        new ArrayList<>(Arrays.stream(golden.lengths()).skip(1).boxed().toList());
    int last = expected.remove(expected.size() - 1) - 1;
    if (last > 0) {
      expected.add(last);
    }
    assertThat(patchLengths(trace)).isEqualTo(expected);
    List<?> entropies = (List<?>) trace.data().get("entropies");
    assertThat(entropies).hasSize(golden.ids().length - 1);
    for (int i = 0; i < entropies.size(); i++) {
      assertThat((Double) entropies.get(i)).isCloseTo(golden.entropies()[i], within(1e-4));
    }
    assertThat((Double) trace.data().get("smallestMargin")).isPositive();
  }

  @Test
  void withoutEntropiesTheTraceTellsPatchesOnly() {
    Trace trace =
        trace(
            generate(Map.of("patching", "bytes"), List.of(generation("b", "ab", 1)))
                .responses
                .get("b"));
    assertThat(trace.data()).containsOnlyKeys("bytes", "promptBytes", "patchLengths", "mode");
    assertThat(patchLengths(trace)).containsOnly(1);
  }

  @Test
  void anInfiniteThresholdIsLeftOutOfTheTrace() {
    Trace trace =
        trace(
            generate(Map.of("threshold", "infinity"), List.of(generation("i", "abc", 1)))
                .responses
                .get("i"));
    assertThat(trace.data()).containsKey("entropies").doesNotContainKeys("threshold");
    assertThat(trace.data()).doesNotContainKey("smallestMargin");
    assertThat(patchLengths(trace)).hasSize(1);
  }

  @Test
  void aThresholdOfZeroMakesEveryByteAPatch() {
    Response<GeneratedText> zero =
        generate(Map.of("threshold", "0"), List.of(generation("z", "abc", 2))).responses.get("z");
    Response<GeneratedText> bytes =
        generate(Map.of("patching", "bytes"), List.of(generation("z", "abc", 2)))
            .responses
            .get("z");
    assertThat(patchLengths(trace(zero))).containsOnly(1);
    assertThat(zero.output()).isEqualTo(bytes.output());
  }
}
