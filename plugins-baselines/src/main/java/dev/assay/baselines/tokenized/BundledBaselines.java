package dev.assay.baselines.tokenized;

import dev.assay.onnx.BundledModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small models inside this plugin's jar, trained by {@code training/}. */
final class BundledBaselines {
  private static final Map<String, String> LANGUAGE_MODELS =
      Map.of(
          "bpe-8192",
          "small causal LM with 8,192 tokens, most words one or two of them, as in large LMs",
          "bpe-512",
          "the same body with 512 tokens, pieces of two or three letters");

  /** Ways to reason without thoughts, as arXiv 2412.06769 compares them. */
  private static final Map<String, String> METHODS =
      Map.of(
          "cot", "writes its steps",
          "no-cot", "writes the answer at once",
          "icot", "learnt to leave out its steps, token by token",
          "pause", "reads pause tokens before it answers",
          "no-thought", "learnt to leave out its steps, one by one",
          "pause-as-thought", "the same, with a pause token for each step left out");

  private static final Map<String, String> TASKS =
      Map.of("prosqa", "ProsQA-like questions", "arithmetic", "arithmetic word problems");

  private BundledBaselines() {}

  static BundledModels all() {
    Map<String, String> summaries = new LinkedHashMap<>(LANGUAGE_MODELS);
    TASKS.forEach(
        (task, about) ->
            METHODS.forEach(
                (method, what) ->
                    summaries.put(
                        method + "-" + task, "small causal LM for %s: %s".formatted(about, what))));
    return new BundledModels(
        BundledBaselines.class,
        "/dev/assay/baselines/zoo/",
        List.of("model.json", "decoder.onnx", "tokenizer.json"),
        summaries);
  }
}
