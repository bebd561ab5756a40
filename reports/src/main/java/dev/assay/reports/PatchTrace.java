package dev.assay.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How a model over bytes cut a text into patches, read from its trace of the kind {@code patches}.
 *
 * @param bytes the text, prompt and output, as UTF-8; a model may write any bytes
 * @param promptBytes how many of them are the prompt's
 * @param lengths bytes of each patch; they add up to all bytes
 * @param entropies for each byte how uncertain the model was before it, in nats; empty where the
 *     cuts do not depend on that
 * @param threshold the entropy above which a byte begins a patch; NaN where there is none
 * @param smallestMargin least distance of an entropy to the threshold; NaN where unknown
 * @param mode how the text is cut, for example {@code entropy}
 */
record PatchTrace(
    byte[] bytes,
    int promptBytes,
    List<Integer> lengths,
    List<Double> entropies,
    double threshold,
    double smallestMargin,
    String mode) {
  /** Entropies come with four decimals. */
  private static final double ROUNDING = 1e-4;

  /** Empty for traces of another kind and for those that contradict themselves. */
  static Optional<PatchTrace> of(Trace trace) {
    return trace.kind().equals("patches")
        ? of(Json.mapper().valueToTree(trace.data()))
        : Optional.empty();
  }

  private static Optional<PatchTrace> of(JsonNode data) {
    try {
      byte[] bytes = Base64.getDecoder().decode(data.path("bytes").asText());
      List<Integer> lengths = new ArrayList<>();
      data.path("patchLengths").forEach(length -> lengths.add(length.asInt(-1)));
      lengths.removeIf(length -> length == 0); // a patch that was opened by the last byte
      List<Double> entropies = new ArrayList<>();
      data.path("entropies").forEach(entropy -> entropies.add(number(entropy)));
      PatchTrace trace =
          new PatchTrace(
              bytes,
              data.path("promptBytes").asInt(-1),
              lengths,
              entropies,
              number(data.path("threshold")),
              number(data.path("smallestMargin")),
              data.path("mode").asText());
      return trace.isConsistent() ? Optional.of(trace) : Optional.empty();
    } catch (IllegalArgumentException e) { // not Base64
      return Optional.empty();
    }
  }

  /** JSON has no infinite numbers: Jackson writes them as texts. */
  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> node.asDouble(Double.NaN);
    };
  }

  private boolean isConsistent() {
    return bytes.length > 0
        && promptBytes >= 0
        && promptBytes <= bytes.length
        && lengths.stream().allMatch(length -> length > 0)
        && lengths.stream().mapToLong(Integer::longValue).sum() == bytes.length
        && (entropies.isEmpty() || entropies.size() == bytes.length);
  }

  /**
   * Whether the threshold is a height that the entropies can be held against: every byte above it
   * begins a patch. By other rules, such as a rise of the entropy, it is not, whatever they are
   * called.
   */
  boolean cutsAboveThreshold() {
    if (!Double.isFinite(threshold) || threshold < 0 || entropies.isEmpty()) {
      return false;
    }
    int start = 0;
    for (int length : lengths) {
      for (int i = start + 1; i < start + length; i++) {
        if (entropies.get(i) > threshold + ROUNDING) {
          return false;
        }
      }
      start += length;
    }
    return true;
  }

  /** The beginning of this trace; its last patch may be cut short. */
  PatchTrace first(int mostBytes) {
    if (bytes.length <= mostBytes) {
      return this;
    }
    List<Integer> kept = new ArrayList<>();
    int end = 0;
    for (int i = 0; end < mostBytes; i++) {
      kept.add(Math.min(lengths.get(i), mostBytes - end));
      end += kept.get(i);
    }
    return new PatchTrace(
        Arrays.copyOf(bytes, mostBytes),
        Math.min(promptBytes, mostBytes),
        kept,
        entropies.isEmpty() ? entropies : entropies.subList(0, mostBytes),
        threshold,
        smallestMargin,
        mode);
  }
}
