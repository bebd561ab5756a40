package dev.assay.coconut;

import dev.assay.model.Trace;
import dev.assay.onnx.LikelyTokens;
import dev.assay.onnx.ListOnDemand;
import dev.assay.onnx.Thoughts;
import dev.assay.onnx.text.VocabularyBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a model thought, for the report: what text it would have gone on with before its first
 * thought and after each, as a distribution over tokens.
 *
 * <p>The trace's kind is {@code thoughts}. Its data: {@code count}; {@code endedBy}, {@code
 * classifier} where that ended the thoughts, else {@code count}; {@code steps}, one more than
 * thoughts, each with the most probable {@code tokens} and their {@code probabilities}, those of
 * less than 0.0001 left out (none with the option {@code loop}, since thoughts then stay inside);
 * {@code endProbabilities}, one of each step, where the model has a classifier. Probabilities have
 * six decimals. The steps are made when they are first read, since most traces never are.
 *
 * @param vocabulary what each token stands for
 */
record ThoughtTrace(VocabularyBytes vocabulary) {
  /** Most tokens of a step. */
  static final int TOKENS = 40;

  private static final double LEAST = 1e-4;
  private static final double DECIMALS = 1e6;

  /** The trace of one answer. */
  Trace of(Thoughts thoughts) {
    Map<String, Object> data = new TreeMap<>();
    data.put("count", thoughts.count());
    data.put("endedBy", thoughts.endedByModel() ? "classifier" : "count");
    data.put("steps", new ListOnDemand<>(() -> steps(thoughts)));
    List<Double> ends =
        thoughts.readings().stream()
            .map(Thoughts.Reading::end)
            .flatMapToDouble(OptionalDouble::stream)
            .mapToObj(ThoughtTrace::rounded)
            .toList();
    if (!ends.isEmpty()) {
      data.put("endProbabilities", ends);
    }
    return new Trace("thoughts", data);
  }

  private List<Map<String, Object>> steps(Thoughts thoughts) {
    return thoughts.readings().stream().map(reading -> step(reading.tokens())).toList();
  }

  private Map<String, Object> step(LikelyTokens likely) {
    List<String> tokens = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (int i = 0; i < likely.ids().length; i++) {
      double probability = Math.exp(likely.logProbabilities()[i]);
      if (probability >= LEAST) {
        tokens.add(vocabulary.shown(likely.ids()[i]));
        probabilities.add(rounded(probability));
      }
    }
    return Map.of("tokens", tokens, "probabilities", probabilities);
  }

  private static double rounded(double probability) {
    return Math.round(probability * DECIMALS) / DECIMALS;
  }
}
