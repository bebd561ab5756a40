package dev.assay.baselines.tokenized;

import dev.assay.model.ModelProvider.BundledModel;
import dev.assay.onnx.UnpackedModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The small models inside this plugin's jar, trained by {@code training/}. */
final class BundledModels {
  private static final String ZOO = "/dev/assay/baselines/zoo/";
  private static final List<String> FILES = List.of("model.json", "decoder.onnx", "tokenizer.json");

  private static final Map<String, String> SUMMARIES =
      new TreeMap<>(
          Map.of(
              "bpe-8192",
              "small causal LM with 8,192 tokens, most words one or two of them, as in large LMs",
              "bpe-512",
              "the same body with 512 tokens, pieces of two or three letters"));

  private BundledModels() {}

  static List<BundledModel> all() {
    return SUMMARIES.entrySet().stream()
        .map(e -> new BundledModel(e.getKey(), e.getValue(), Map.of("model", e.getKey())))
        .toList();
  }

  static Set<String> names() {
    return SUMMARIES.keySet();
  }

  /** Copies a model out of the jar into a folder of its own, which closing removes. */
  static UnpackedModel unpack(String name) {
    return UnpackedModel.of(BundledModels.class, ZOO + name + "/", FILES);
  }
}
