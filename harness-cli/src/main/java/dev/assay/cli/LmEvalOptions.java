package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.plugin.Plugins;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Words of lm-evaluation-harness's command line (its lm_eval/__main__.py) that have no counterpart:
 * accepted where that does no harm, else refused with the reason.
 */
final class LmEvalOptions {
  /** Model types of lm-evaluation-harness that load weights themselves. */
  private static final Set<String> LOCAL =
      Set.of(
          "hf",
          "hf-auto",
          "huggingface",
          "hf-causal",
          "hf-multimodal",
          "vllm",
          "sglang",
          "openvino",
          "gguf",
          "ggml",
          "mamba_ssm",
          "nemo_lm",
          "onnx");

  @Option(
      names = {"-s", "--log-samples"},
      hidden = true,
      description = "Samples are always kept.")
  private boolean logSamples;

  @Option(names = "--gen-kwargs", hidden = true, description = "Decoding options.")
  private @Nullable String generation;

  @Option(
      names = "--apply-chat-template",
      arity = "0..1",
      fallbackValue = "true",
      hidden = true,
      description = "Chat template.")
  private @Nullable String chatTemplate;

  @Option(names = "--system-instruction", hidden = true, description = "System prompt.")
  private @Nullable String systemInstruction;

  /** Refuses what would change the results if it were obeyed, and silently would not be. */
  void refuseWhatCannotApply() {
    String prompts =
        " in Assay the prompt is part of a benchmark's version, so that equal names mean equal numbers.";
    if (generation != null) {
      throw new SetupException(
          "--gen-kwargs cannot be set: greedy or sampled, length and stop strings are part of a benchmark's version in Assay, so that equal names mean equal numbers.");
    }
    if (systemInstruction != null) {
      throw new SetupException("--system-instruction cannot be set:" + prompts);
    }
    if (chatTemplate != null) {
      throw new SetupException(
          "--apply-chat-template cannot be set for all models at once: it is an option of a model. Write --model tokenized:FOLDER,chat-template=true");
    }
  }

  /** Understands {@code pretrained=PATH,key=value}. */
  static Map<String, String> modelArguments(String text) {
    Map<String, String> options = KeyValues.parse("--model-args", text);
    String path = options.remove("pretrained");
    if (path != null) {
      options.put("path", path);
    }
    return options;
  }

  /** Says what to use in place of one of lm-evaluation-harness's model types. */
  static void refuseModelType(String model, Plugins plugins) {
    String type = model.split("[:,]", 2)[0];
    if (plugins.modelProviders().stream().anyMatch(p -> p.name().equals(type))) {
      return;
    }
    if (LOCAL.contains(type)) {
      throw new SetupException(
          "'%s' is a model type of lm-evaluation-harness. Assay runs ONNX: export the model to a folder (for Hugging Face models with `optimum-cli export onnx`) and write --model tokenized:FOLDER, or --model tokenized --model-args pretrained=FOLDER."
              .formatted(type));
    }
    if (type.matches("(local|openai|anthropic)-(chat-)?completions?")) {
      throw new SetupException(
          "'%s' is a model type of lm-evaluation-harness. This version of Assay asks no servers: record the server's outputs and score them with --model replay:FILE, or run the model from a folder with --model tokenized:FOLDER."
              .formatted(type));
    }
  }
}
