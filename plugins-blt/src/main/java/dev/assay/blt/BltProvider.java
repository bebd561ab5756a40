package dev.assay.blt;

import dev.assay.Sha256;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.onnx.BundledModels;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxModel;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.Parallelism;
import dev.assay.onnx.text.TryOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Opens byte latent transformers: folders with four ONNX graphs, n-gram tables, model.json. */
public final class BltProvider implements ModelProvider {
  /** The small models inside this plugin's jar, trained by {@code training/}. */
  static final BundledModels BUNDLED =
      new BundledModels(
          BltProvider.class,
          "/dev/assay/blt/zoo/",
          List.of(
              "model.json",
              "entropy.onnx",
              "encoder.onnx",
              "global.onnx",
              "decoder.onnx",
              "hash.bin"),
          Map.of(
              "blt-s",
              "small byte latent transformer, trained on the same texts as the tokenized baselines"));

  private static final int TYPICAL_BYTES = 1_000;

  /** Mean bytes of a patch of the released models. */
  private static final double TYPICAL_PATCH = 4.5;

  @Override
  public String name() {
    return "blt";
  }

  @Override
  public String summary() {
    return "a byte latent transformer from a folder that training/ exports";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options =
        BUNDLED.options("model.json, the ONNX files and the n-gram tables that it names");
    options.putAll(PatchSettings.options());
    return options;
  }

  @Override
  public List<BundledModel> bundled() {
    return BUNDLED.all();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return BUNDLED.open(spec, (folder, files) -> open(spec.options(), context, folder, files));
  }

  private static Model open(
      Map<String, String> options, ModelContext context, Path path, AutoCloseable files) {
    Device device = Device.parse(context.device());
    BltFolder folder = BltFolder.read(path);
    PatchRule rule = folder.patching().with(options).rule();
    Parallelism parallelism = Parallelism.of(folder.graphs(), device, context.threads());
    EngineClock clock = new EngineClock();
    Network network =
        Network.open(folder, rule, new OnnxSession.Options(device, parallelism.threads()), clock);
    ByteDecoder decoder = new ByteDecoder(network, context.batchSize(), parallelism.lanes());
    try {
      BltCost cost = new BltCost(folder);
      TextGenerator generator = new TextGenerator(decoder, rule, cost);
      TryOut.of(generator, folder.path());
      ModelCard card = card(folder, rule, cost);
      return OnnxModel.ofText(
          card,
          fingerprint(card, rule, device),
          generator,
          new TextScorer(decoder, rule, cost),
          clock,
          List.of(decoder, files));
    } catch (RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private static ModelCard card(BltFolder folder, PatchRule rule, BltCost cost) {
    Map<String, String> files = new TreeMap<>();
    for (Path file : folder.files()) {
      files.put(folder.path().relativize(file).toString(), Sha256.of(file));
    }
    Map<String, String> properties = new TreeMap<>();
    properties.put("context", "%,d bytes, the begin mark included".formatted(folder.context()));
    properties.put("patches", rule.description());
    BltCost.Work work = BltCost.Work.ofText(TYPICAL_BYTES, TYPICAL_PATCH);
    String typical =
        "%%.4g (texts of %,d bytes, patches of %s bytes)".formatted(TYPICAL_BYTES, TYPICAL_PATCH);
    properties.put("FLOPs per byte", typical.formatted(cost.of(work) / TYPICAL_BYTES));
    properties.put(
        "FLOPs per byte of the entropy model",
        "%.4g".formatted(cost.ofPatching(work, rule.patching()) / TYPICAL_BYTES));
    return new ModelCard(
        folder.name(),
        "blt",
        folder.description(),
        folder.licence(),
        folder.trainingData(),
        folder.parameters(),
        files,
        properties);
  }

  /** Folder names do not count: only what may change an answer. */
  private static String fingerprint(ModelCard card, PatchRule rule, Device device) {
    return Sha256.of(
        String.join(
            "\n",
            List.of(
                "blt",
                card.files().toString(),
                rule.toString(),
                device.toString(),
                Device.engineVersion())));
  }
}
