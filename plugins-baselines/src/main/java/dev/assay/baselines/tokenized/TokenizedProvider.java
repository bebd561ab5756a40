package dev.assay.baselines.tokenized;

import dev.assay.Sha256;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.onnx.BundledModels;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxModel;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.OptimumNames;
import dev.assay.onnx.Parallelism;
import dev.assay.onnx.text.LanguageModelFolder;
import dev.assay.onnx.text.TextScorer;
import dev.assay.onnx.text.Tokenizer;
import dev.assay.onnx.text.TryOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Opens any causal language model: an ONNX decoder with a {@code tokenizer.json}. */
public final class TokenizedProvider implements ModelProvider {
  static final BundledModels BUNDLED = BundledBaselines.all();

  private static final String NAMES = "names.";

  @Override
  public String name() {
    return "tokenized";
  }

  @Override
  public String summary() {
    return "a causal language model from a folder with an ONNX decoder and tokenizer.json";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options =
        BUNDLED.options(
            "model.json (Assay's layout) or config.json (Hugging Face's), the ONNX file, tokenizer.json");
    options.put("decoder", "the ONNX file's name in the folder, where it is not the usual one");
    options.put(
        "chat-template",
        "true: put each prompt as a user's turn with the folder's chat template (default false)");
    options.put(
        "special-tokens",
        "false: leave out the tokens that tokenizer.json puts around every text (default true)");
    options.putAll(Reasoning.options());
    options.put(
        "names.*",
        "another name of an input or output, for example names.input_ids=tokens; defaults are Optimum's, N stands for the layer");
    return options;
  }

  @Override
  public List<BundledModel> bundled() {
    return BUNDLED.all();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return BUNDLED.open(spec, (folder, files) -> open(spec, context, folder, files));
  }

  private static Model open(ModelSpec spec, ModelContext context, Path path, AutoCloseable files) {
    Map<String, String> options = spec.options();
    Device device = Device.parse(context.device());
    LanguageModelFolder folder =
        LanguageModelFolder.read(path, Optional.ofNullable(options.get("decoder")));
    Optional<ChatTemplate> chat =
        spec.flag("chat-template", false) ? Optional.of(ChatTemplate.read(path)) : Optional.empty();
    Tokenizer tokenizer = Tokenizer.open(folder.tokenizer(), spec.flag("special-tokens", true));
    Reasoning reasoning = Reasoning.of(folder, tokenizer, options);
    EngineClock clock = new EngineClock();
    Parallelism parallelism = Parallelism.of(List.of(folder.decoder()), device, context.threads());
    CausalDecoder decoder =
        CausalDecoder.open(
            folder.decoder(),
            layout(folder, options),
            folder.context(),
            context.batchSize(),
            parallelism.lanes(),
            new OnnxSession.Options(device, parallelism.threads()),
            clock);
    TextGenerator generator = new TextGenerator(folder, tokenizer, chat, reasoning, decoder);
    TryOut.of(generator, folder.path());
    ModelCard card = card(folder, reasoning);
    return OnnxModel.ofText(
        card,
        fingerprint(card, reasoning, options, device),
        generator,
        new TextScorer(folder, tokenizer, decoder),
        clock,
        List.of(decoder, tokenizer, files));
  }

  private static CausalDecoder.Layout layout(
      LanguageModelFolder folder, Map<String, String> options) {
    Map<String, String> names = new TreeMap<>();
    options.forEach(
        (key, value) -> {
          if (key.startsWith(NAMES)) {
            names.put(key.substring(NAMES.length()), value);
          }
        });
    return folder.assayLayout()
        ? new CausalDecoder.Layout.Assay()
        : new CausalDecoder.Layout.Optimum(OptimumNames.with(names));
  }

  private static ModelCard card(LanguageModelFolder folder, Reasoning reasoning) {
    Map<String, String> files = new TreeMap<>();
    for (Path file : List.of(folder.decoder(), folder.tokenizer())) {
      files.put(folder.path().relativize(file).toString(), Sha256.of(file));
    }
    Map<String, String> properties = new TreeMap<>();
    properties.put("context", folder.context() + " tokens");
    properties.put("FLOPs per token", "%.4g".formatted(folder.cost().perToken()));
    properties.put("FLOPs per prediction", "%.4g".formatted(folder.cost().perPrediction()));
    properties.put("layout", folder.assayLayout() ? "assay" : "optimum");
    reasoning.method().ifPresent(method -> properties.put("method", method));
    return new ModelCard(
        folder.name(),
        "tokenized",
        folder.description(),
        folder.licence(),
        folder.trainingData(),
        folder.parameters(),
        files,
        properties);
  }

  /** Folder names do not count: only what may change an answer. */
  private static String fingerprint(
      ModelCard card, Reasoning reasoning, Map<String, String> options, Device device) {
    Map<String, String> telling = new TreeMap<>(options);
    telling.remove("path");
    telling.remove("model");
    return Sha256.of(
        String.join(
            "\n",
            List.of(
                "tokenized",
                card.files().toString(),
                reasoning.afterPrompt().toString(),
                telling.toString(),
                device.toString(),
                Device.engineVersion())));
  }
}
