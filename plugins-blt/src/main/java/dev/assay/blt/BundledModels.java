package dev.assay.blt;

import dev.assay.model.ModelProvider.BundledModel;
import dev.assay.onnx.UnpackedModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The small models inside this plugin's jar, trained by {@code training/}. */
final class BundledModels {
  private static final String ZOO = "/dev/assay/blt/zoo/";
  private static final List<String> FILES =
      List.of(
          "model.json", "entropy.onnx", "encoder.onnx", "global.onnx", "decoder.onnx", "hash.bin");

  private static final Map<String, String> SUMMARIES =
      new TreeMap<>(
          Map.of(
              "blt-s",
              "small byte latent transformer, trained on the same texts as the tokenized baselines"));

  private BundledModels() {}

  static List<BundledModel> all() {
    return SUMMARIES.entrySet().stream()
        .filter(e -> present(e.getKey()))
        .map(e -> new BundledModel(e.getKey(), e.getValue(), Map.of("model", e.getKey())))
        .toList();
  }

  private static boolean present(String name) {
    return BundledModels.class.getResource(ZOO + name + "/model.json") != null;
  }

  static Set<String> names() {
    return SUMMARIES.keySet();
  }

  /** Copies a model out of the jar into a folder of its own, which closing removes. */
  static UnpackedModel unpack(String name) {
    return UnpackedModel.of(BundledModels.class, ZOO + name + "/", FILES);
  }
}
