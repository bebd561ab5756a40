package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import dev.assay.model.Trace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PatchTraceTest {
  @Test
  void aTraceIsReadAsTheModelWroteIt() {
    PatchTrace trace = PatchTrace.of(trace(Map.of())).orElseThrow();

    assertThat(trace.bytes()).isEqualTo("ab cd".getBytes(StandardCharsets.UTF_8));
    assertThat(trace.promptBytes()).isEqualTo(3);
    assertThat(trace.lengths()).containsExactly(3, 2);
    assertThat(trace.entropies()).containsExactly(0.5, 0.25, 1.0, 2.0, 0.125);
    assertThat(trace.threshold()).isEqualTo(1.3);
    assertThat(trace.cutsAboveThreshold()).isTrue();
  }

  @Test
  void aTraceFromTheJournalIsTheSame() throws Exception {
    Trace written = trace(Map.of("threshold", Double.POSITIVE_INFINITY));
    Trace read = Json.mapper().readValue(Json.line(written), Trace.class);

    assertThat(PatchTrace.of(read).orElseThrow().threshold()).isPositive().isInfinite();
    assertThat(PatchTrace.of(read).orElseThrow().cutsAboveThreshold()).isFalse();
  }

  @Test
  void aPatchThatTheLastByteOpenedHoldsNothingAndIsLeftOut() {
    assertThat(
            PatchTrace.of(trace(Map.of("patchLengths", List.of(3, 2, 0)))).orElseThrow().lengths())
        .containsExactly(3, 2);
  }

  @Test
  void withoutEntropiesThereIsNothingToDrawButTheTextIsStillCut() {
    PatchTrace trace =
        PatchTrace.of(trace(Map.of("entropies", List.of(), "mode", "space"))).orElseThrow();

    assertThat(PatchDrawing.of(trace).curve()).isEmpty();
    assertThat(PatchDrawing.of(trace).patches())
        .extracting(PatchDrawing.Patch::entropy)
        .containsOnly("–");
  }

  @Test
  void whereBytesAboveTheThresholdBeginNoPatchTheThresholdIsNotAHeightOfTheCurve() {
    PatchTrace byRise = PatchTrace.of(trace(Map.of("threshold", 0.9))).orElseThrow();

    assertThat(byRise.cutsAboveThreshold()).isFalse(); // the third byte has 1.0
    assertThat(PatchDrawing.of(byRise).curve().orElseThrow().threshold()).isEmpty();
    assertThat(PatchDrawing.of(byRise).summary()).contains("Cut by entropy; threshold 0.900");
    assertThat(PatchData.of(byRise).threshold()).isEqualTo(-1);
  }

  @Test
  void patchesMayBeginBelowTheThresholdTooSinceTheirLengthCanBeLimited() {
    PatchTrace limited =
        PatchTrace.of(trace(Map.of("patchLengths", List.of(2, 1, 2)))).orElseThrow();

    assertThat(limited.cutsAboveThreshold()).isTrue();
  }

  @Test
  void aTraceThatContradictsItselfIsNotDrawn() {
    assertThat(
            List.of(
                trace(Map.of("bytes", "not Base64!")),
                trace(Map.of("bytes", "")),
                trace(Map.of("patchLengths", List.of(3, 3))),
                trace(Map.of("patchLengths", List.of(6, -1))),
                trace(Map.of("patchLengths", "3 2")),
                trace(Map.of("entropies", List.of(1.0))),
                trace(Map.of("promptBytes", 6)),
                new Trace("thoughts", trace(Map.of()).data()),
                new Trace("patches", Map.of("boundaries", List.of(0, 4)))))
        .allMatch(trace -> PatchTrace.of(trace).isEmpty());
  }

  @Test
  void theBeginningOfALongTraceCutsItsLastPatchShort() {
    PatchTrace first = PatchTrace.of(trace(Map.of())).orElseThrow().first(4);

    assertThat(first.lengths()).containsExactly(3, 1);
    assertThat(first.entropies()).hasSize(4);
    assertThat(first.promptBytes()).isEqualTo(3);
  }

  @Test
  void aDrawingOfAPartSaysSo() {
    String text = "word ".repeat(2_000);
    PatchTrace trace =
        PatchTrace.of(
                trace(
                    Map.of(
                        "bytes",
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                        "patchLengths",
                        java.util.Collections.nCopies(2_000, 5),
                        "entropies",
                        List.of())))
            .orElseThrow();

    assertThat(PatchDrawing.of(trace).summary())
        .startsWith("2,000 patches over 10,000 bytes, 5.00 bytes each on average")
        .endsWith("Shown are the first 4,000 bytes.");
    assertThat(PatchDrawing.of(trace).patches()).hasSize(800);
  }

  @Test
  void theCurveStandsOnTheThresholdWhereTheEntropyIsIt() {
    PatchTrace trace =
        PatchTrace.of(
                trace(
                    Map.of(
                        "entropies", List.of(1.3, 0, 4.0, 1.3, 0), "patchLengths", List.of(2, 3))))
            .orElseThrow();

    EntropyCurve curve = EntropyCurve.of(trace);

    assertThat(curve.path())
        .isEqualTo(
            "M37 %1$sL43 %2$dL49 %3$dL55 %1$sL61 %2$d"
                .formatted(curve.threshold(), curve.bottom(), curve.top()));
  }

  @Test
  void theBrowserGetsTextsAndHundredthsOfNats() {
    PatchData data = PatchData.of(PatchTrace.of(trace(Map.of())).orElseThrow());

    assertThat(data.patches()).containsExactly("ab␣", "cd");
    assertThat(data.entropies()).containsExactly(50L, 25L, 100L, 200L, 13L);
    assertThat(data.threshold()).isEqualTo(130);
  }

  @Test
  void lengthsAreCountedOverAllTracedExamples() {
    PatchesView view =
        PatchesView.of(
                new RunIndex(BytesRun.run()).examples("cute/spell"),
                ModelView.all(new RunIndex(BytesRun.run())))
            .orElseThrow();

    assertThat(view.lengths()).extracting(PatchesView.Lengths::texts).containsExactly("3", "3");
    assertThat(view.bins()).hasSameSizeAs(view.lengths().get(0).shares());
    assertThat(view.drawings()).extracting(PatchesView.Drawn::example).containsExactly("0", "0");
  }

  /** "ab cd" in two patches, the second of which is output, with some values replaced. */
  private static Trace trace(Map<String, Object> other) {
    Map<String, Object> data = new TreeMap<>();
    data.put("bytes", "YWIgY2Q=");
    data.put("promptBytes", 3);
    data.put("patchLengths", List.of(3, 2));
    data.put("entropies", List.of(0.5, 0.25, 1.0, 2.0, 0.125));
    data.put("threshold", 1.3);
    data.put("smallestMargin", 0.3);
    data.put("mode", "entropy");
    data.putAll(other);
    return new Trace("patches", data);
  }
}
