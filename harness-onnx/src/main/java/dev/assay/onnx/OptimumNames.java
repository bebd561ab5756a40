package dev.assay.onnx;

import dev.assay.SetupException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the inputs and outputs of a decoder in the usual Hugging Face layout are called; {@code N}
 * stands for the layer.
 *
 * @param inputIds {@code [batch, new]}
 * @param attentionMask {@code [batch, past + new]}
 * @param positionIds {@code [batch, new]}; a graph may lack it
 * @param pastKey {@code [batch, heads, past, size]}
 * @param pastValue likewise
 * @param logits {@code [batch, new, vocabulary]}
 * @param presentKey {@code [batch, heads, past + new, size]}
 * @param presentValue likewise
 */
public record OptimumNames(
    String inputIds,
    String attentionMask,
    String positionIds,
    String pastKey,
    String pastValue,
    String logits,
    String presentKey,
    String presentValue) {

  /** The names that Optimum's exporter gives. */
  public static final OptimumNames DEFAULT =
      new OptimumNames(
          "input_ids",
          "attention_mask",
          "position_ids",
          "past_key_values.N.key",
          "past_key_values.N.value",
          "logits",
          "present.N.key",
          "present.N.value");

  /**
   * The default names with some replaced.
   *
   * @param changes by default name, for example {@code past_key_values.N.key: past_key_N}
   * @throws SetupException if a key is none of the default names
   */
  public static OptimumNames with(Map<String, String> changes) {
    Map<String, String> names = new TreeMap<>();
    OptimumNames d = DEFAULT;
    for (String name :
        new String[] {
          d.inputIds,
          d.attentionMask,
          d.positionIds,
          d.pastKey,
          d.pastValue,
          d.logits,
          d.presentKey,
          d.presentValue
        }) {
      names.put(name, name);
    }
    changes.forEach(
        (key, value) -> {
          if (names.replace(key, value) == null) {
            throw SetupException.unknownName("input or output of a decoder", key, names.keySet());
          }
        });
    return new OptimumNames(
        names.get(d.inputIds),
        names.get(d.attentionMask),
        names.get(d.positionIds),
        names.get(d.pastKey),
        names.get(d.pastValue),
        names.get(d.logits),
        names.get(d.presentKey),
        names.get(d.presentValue));
  }

  static String ofLayer(String pattern, int layer) {
    return pattern.replaceAll("(?<![A-Za-z])N(?![A-Za-z])", Integer.toString(layer));
  }

  /** The position ids' name, where a graph has that input. */
  Optional<String> positionIdsOf(OnnxSession session) {
    return Optional.of(positionIds).filter(session.inputs()::containsKey);
  }
}
