package dev.assay.reports;

import java.util.List;

/**
 * A trace of patches as the report's browser gets it: decoded, and as short as its drawing allows.
 *
 * @param kind says to the browser how to draw it
 * @param summary the numbers in a sentence
 * @param patches per patch its text, or its pieces where some of them are bytes
 * @param lengths bytes of each patch
 * @param promptBytes how many bytes are the prompt's
 * @param entropies before each byte, in hundredths of a nat; −1 where unknown
 * @param threshold in hundredths of a nat; −1 where there is none to draw
 */
record PatchData(
    String kind,
    String summary,
    List<Object> patches,
    List<Integer> lengths,
    int promptBytes,
    List<Long> entropies,
    long threshold) {
  private static final int MOST_BYTES = 10_000;

  static PatchData of(PatchTrace whole) {
    PatchTrace trace = whole.first(MOST_BYTES);
    return new PatchData(
        "patches",
        PatchDrawing.summary(whole, trace),
        PatchedText.of(trace.bytes(), trace.lengths()).patches().stream()
            .map(PatchData::plainIfText)
            .toList(),
        trace.lengths(),
        trace.promptBytes(),
        trace.entropies().stream().map(PatchData::hundredths).toList(),
        trace.cutsAboveThreshold() ? hundredths(trace.threshold()) : -1);
  }

  private static Object plainIfText(List<PatchedText.Piece> pieces) {
    return pieces.size() == 1 && pieces.get(0).note().isEmpty() ? pieces.get(0).text() : pieces;
  }

  private static long hundredths(double nats) {
    return Double.isFinite(nats) && nats >= 0 ? Math.round(100 * nats) : -1;
  }
}
