package dev.assay.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text coloured by patch, with the entropies that decided on the cuts.
 *
 * @param summary the numbers in a sentence
 * @param patches the patches in order
 * @param curve the entropies; empty where the cuts do not depend on them
 * @param threshold the threshold in nats; empty where there is none
 */
record PatchDrawing(
    String summary, List<Patch> patches, Optional<EntropyCurve> curve, String threshold) {
  private static final int MOST_BYTES = 4_000;

  /**
   * A patch.
   *
   * @param number counted from 1
   * @param bytes its length
   * @param output whether any of it was written by the model
   * @param entropy before its first byte; the dash where unknown
   */
  record Patch(
      int number, int bytes, boolean output, String entropy, List<PatchedText.Piece> pieces) {}

  static PatchDrawing of(PatchTrace whole) {
    PatchTrace trace = whole.first(MOST_BYTES);
    List<List<PatchedText.Piece>> pieces = PatchedText.of(trace.bytes(), trace.lengths()).patches();
    List<Patch> patches = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < pieces.size(); i++) {
      int length = trace.lengths().get(i);
      double entropy = trace.entropies().isEmpty() ? Double.NaN : trace.entropies().get(start);
      patches.add(
          new Patch(
              i + 1,
              length,
              start + length > trace.promptBytes(),
              Double.isFinite(entropy) ? Figures.metric(entropy, "") : Figures.NONE,
              pieces.get(i)));
      start += length;
    }
    return new PatchDrawing(
        summary(whole, trace),
        patches,
        trace.entropies().isEmpty() ? Optional.empty() : Optional.of(EntropyCurve.of(trace)),
        threshold(trace));
  }

  /** What the report's browser tells too; a part is said to be one. */
  static String summary(PatchTrace whole, PatchTrace shown) {
    int n = whole.bytes().length;
    StringBuilder words = new StringBuilder();
    words.append(
        "%s over %s, %s bytes each on average: %s of prompt, %s of output. Cut by %s"
            .formatted(
                patches(whole.lengths().size()),
                Figures.count(n, "byte"),
                Figures.length((double) n / whole.lengths().size()),
                Figures.count(whole.promptBytes()),
                Figures.count(n - whole.promptBytes()),
                whole.mode().isEmpty() ? "an unnamed rule" : whole.mode()));
    if (!threshold(whole).isEmpty()) {
      words.append("; threshold ").append(threshold(whole)).append(" nats");
    }
    if (Double.isFinite(whole.smallestMargin())) {
      words
          .append(", from which the closest decision was ")
          .append(Figures.decimals(whole.smallestMargin(), 4))
          .append(" away");
    }
    words.append('.');
    if (shown.bytes().length < n) {
      words.append(" Shown are the first ").append(Figures.count(shown.bytes().length));
      words.append(" bytes.");
    }
    return words.toString();
  }

  private static String patches(int n) {
    return Figures.count(n) + (n == 1 ? " patch" : " patches");
  }

  private static String threshold(PatchTrace trace) {
    if (Double.isInfinite(trace.threshold())) {
      return trace.threshold() > 0 ? "∞" : "−∞";
    }
    return Double.isNaN(trace.threshold()) ? "" : Figures.metric(trace.threshold(), "");
  }
}
