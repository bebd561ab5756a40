package dev.assay.coconut;

import dev.assay.SetupException;
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
import java.util.stream.Stream;

/**
 * Opens latent models: folders with an ONNX decoder that can read vectors in place of tokens, a
 * tokenizer, and model.json.
 *
 * <p>Log-likelihoods are those of an ordinary causal language model: nothing is inserted between
 * context and continuation, neither begin tokens nor thoughts.
 */
public final class CoconutProvider implements ModelProvider {
  /** The small models inside this plugin's jar, trained by {@code training/}. */
  static final BundledModels BUNDLED =
      new BundledModels(
          CoconutProvider.class,
          "/dev/assay/coconut/zoo/",
          List.of("model.json", "decoder.onnx", "tokenizer.json"),
          Map.of(
              "coconut-prosqa",
              "small latent model for ProsQA-like questions: six thoughts before each answer",
              "coconut-no-curriculum-prosqa",
              "the same, trained on answers alone from the beginning",
              "coconut-arithmetic",
              "small latent model for arithmetic word problems: eight thoughts before each answer",
              "coconut-no-curriculum-arithmetic",
              "the same, trained on answers alone from the beginning"));

  @Override
  public String name() {
    return "coconut";
  }

  @Override
  public String summary() {
    return "a language model that thinks in vectors before it writes, from a folder that training/ exports";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = BUNDLED.options("model.json, the ONNX file, tokenizer.json");
    options.put(
        ThoughtSettings.OPTION,
        "a number: so many thoughts before each answer; classifier: as many as the model's own classifier wants (default: what model.json says)");
    options.put(
        ThoughtSettings.LOOP,
        "true: read prompts and think in one call of the folder's second graph, for devices; by number only, and thoughts are not decoded for the trace (default false)");
    options.put(
        "special-tokens",
        "false: leave out the tokens that tokenizer.json puts around every text (default true)");
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
    Device device = Device.parse(context.device());
    LanguageModelFolder folder = LanguageModelFolder.read(path, Optional.empty());
    ThoughtSettings settings = ThoughtSettings.read(folder.json()).with(spec, folder.json());
    boolean specialTokens = spec.flag("special-tokens", true);
    Optional<Path> loop = settings.loop().map(file -> folder.file(file, "the graph of thoughts"));
    EngineClock clock = new EngineClock();
    CausalDecoder decoder = decoder(folder, loop, context, device, clock);
    try {
      settings.requireOf(decoder, folder.json());
      Tokenizer tokenizer = Tokenizer.open(folder.tokenizer(), specialTokens);
      refuseNoRoom(folder, settings, decoder);
      TextGenerator generator = new TextGenerator(folder, settings, tokenizer, decoder);
      TryOut.of(generator, folder.path());
      ModelCard card = card(folder, loop, settings);
      return OnnxModel.ofText(
          card,
          fingerprint(card, settings, specialTokens, device),
          generator,
          new TextScorer(folder, tokenizer, decoder),
          clock,
          List.of(decoder, tokenizer, files));
    } catch (RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private static CausalDecoder decoder(
      LanguageModelFolder folder,
      Optional<Path> loop,
      ModelContext context,
      Device device,
      EngineClock clock) {
    if (!folder.assayLayout()) {
      throw new SetupException(
          "%s: key 'decoder.layout' must be assay: only that layout has thoughts"
              .formatted(folder.json().file()));
    }
    Parallelism parallelism = Parallelism.of(List.of(folder.decoder()), device, context.threads());
    return CausalDecoder.open(
        folder.decoder(),
        new CausalDecoder.Layout.Assay(loop),
        folder.context(),
        context.batchSize(),
        parallelism.lanes(),
        new OnnxSession.Options(device, parallelism.threads()),
        clock);
  }

  private static void refuseNoRoom(
      LanguageModelFolder folder, ThoughtSettings settings, CausalDecoder decoder) {
    if (settings.begin().size() >= decoder.context()) {
      throw new SetupException(
          "%s: the begin tokens alone fill the context of %,d"
              .formatted(folder.json().file(), decoder.context()));
    }
  }

  private static ModelCard card(
      LanguageModelFolder folder, Optional<Path> loop, ThoughtSettings settings) {
    Map<String, String> files = new TreeMap<>();
    Stream.concat(Stream.of(folder.decoder(), folder.tokenizer()), loop.stream())
        .forEach(file -> files.put(folder.path().relativize(file).toString(), Sha256.of(file)));
    Map<String, String> properties = new TreeMap<>();
    folder.method().ifPresent(method -> properties.put("method", method));
    properties.put("thoughts", settings.description());
    properties.put("context", "%,d tokens and thoughts".formatted(folder.context()));
    properties.put("FLOPs per token or thought", "%.4g".formatted(folder.cost().perToken()));
    properties.put("FLOPs per prediction", "%.4g".formatted(folder.cost().perPrediction()));
    return new ModelCard(
        folder.name(),
        "coconut",
        folder.description(),
        folder.licence(),
        folder.trainingData(),
        folder.parameters(),
        files,
        properties);
  }

  /** Folder names do not count: only what may change an answer. */
  private static String fingerprint(
      ModelCard card, ThoughtSettings settings, boolean specialTokens, Device device) {
    return Sha256.of(
        String.join(
            "\n",
            List.of(
                "coconut",
                card.files().toString(),
                settings.toString(),
                Boolean.toString(specialTokens),
                device.toString(),
                Device.engineVersion())));
  }
}
