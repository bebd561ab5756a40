package dev.assay.baselines.images;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.model.AbilityKind;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.model.Sampling;
import dev.assay.onnx.BundledModels;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxModel;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.Parallelism;
import dev.assay.onnx.PendingGeneration;
import dev.assay.onnx.TokenGeneration;
import dev.assay.onnx.image.GridCodec;
import dev.assay.onnx.image.SamplingOptions;
import dev.assay.onnx.image.TokenChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Opens models that write the tokens of a picture in raster order, as a language model would. */
public final class RasterProvider implements ModelProvider {
  static final String NAME = "raster";

  /** The small model inside this plugin's jar, trained by {@code training/}. */
  static final BundledModels BUNDLED =
      new BundledModels(
          RasterProvider.class,
          "/dev/assay/baselines/zoo/",
          List.of("model.json", "decoder.onnx", "image_decoder.onnx", "image_encoder.onnx"),
          Map.of("mnist-raster", "small autoregressive model of MNIST's digits, token by token"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "an autoregressive model that writes the tokens of a picture in raster order, from a folder that training/ exports";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = BUNDLED.options("model.json and the ONNX files that it names");
    options.putAll(TokenChoice.options());
    return options;
  }

  @Override
  public List<BundledModel> bundled() {
    return BUNDLED.all();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return BUNDLED.open(spec, (path, files) -> open(spec, context, path, files));
  }

  private static Model open(ModelSpec spec, ModelContext context, Path path, AutoCloseable files) {
    RasterFolder folder = RasterFolder.read(path);
    TokenChoice choice =
        TokenChoice.read(new SamplingOptions(spec.options(), folder.decoder().json()));
    Sampling sampling = new Sampling(choice.temperature(), choice.topK(), choice.topP());
    Device device = Device.parse(context.device());
    EngineClock clock = new EngineClock();
    Path graph = folder.decoder().decoder();
    Parallelism parallelism = Parallelism.of(List.of(graph), device, context.threads());
    OnnxSession.Options options = new OnnxSession.Options(device, parallelism.threads());
    GridCodec codec = GridCodec.open(folder.grid(), options, clock);
    List<AutoCloseable> opened = new ArrayList<>(List.of(codec));
    try {
      CausalDecoder decoder =
          CausalDecoder.open(
              graph,
              new CausalDecoder.Layout.Assay(),
              folder.decoder().context(),
              context.batchSize(),
              parallelism.lanes(),
              options,
              clock);
      opened.add(decoder);
      tryOut(folder, decoder, sampling);
      opened.add(files);
      ModelCard card = card(folder, choice);
      return new OnnxModel(
          card,
          fingerprint(card, folder, sampling, device),
          Map.of(AbilityKind.GENERATE_IMAGE, new RasterAbility(folder, decoder, codec, sampling)),
          clock,
          opened);
    } catch (RuntimeException e) {
      OnnxModel.closeAfter(e, opened);
      throw e;
    }
  }

  /** A graph that loads but cannot run is found before the first example. */
  private static void tryOut(RasterFolder folder, CausalDecoder decoder, Sampling sampling) {
    int[] prompt = {folder.beginning(folder.classes().names().size() - 1)};
    TokenGeneration two =
        new TokenGeneration(0, prompt, 2, Integer.MAX_VALUE, List.of(), sampling, 0);
    try {
      decoder.generate(
          List.of(PendingGeneration.of(two)), token -> new byte[0], List.of(), result -> {});
    } catch (RuntimeException e) {
      throw new SetupException(
          "the model in %s was loaded but cannot run: %s"
              .formatted(folder.decoder().path(), e.getMessage()),
          e);
    }
  }

  private static ModelCard card(RasterFolder folder, TokenChoice choice) {
    Path root = folder.decoder().path().toAbsolutePath().normalize();
    Map<String, String> files = new TreeMap<>();
    files.put(
        folder.decoder().decoder().getFileName().toString(), Sha256.of(folder.decoder().decoder()));
    folder
        .grid()
        .files()
        .forEach(file -> files.put(root.relativize(file).toString(), Sha256.of(file)));
    Map<String, String> properties = new TreeMap<>();
    properties.put("order", "raster, one token after the other");
    properties.put(
        "tokens",
        "%d×%d of %d"
            .formatted(folder.grid().height(), folder.grid().width(), folder.grid().tokens()));
    properties.put("temperature", Double.toString(choice.temperature()));
    return new ModelCard(
        folder.decoder().name(),
        NAME,
        folder.decoder().description(),
        folder.decoder().licence(),
        folder.decoder().trainingData(),
        folder.decoder().parameters(),
        files,
        properties);
  }

  /** Folder names do not count: only what may change an answer. */
  private static String fingerprint(
      ModelCard card, RasterFolder folder, Sampling sampling, Device device) {
    return Sha256.of(
        String.join(
            "\n",
            List.of(
                NAME,
                card.files().toString(),
                folder.decoder().json().node().toString(),
                sampling.toString(),
                device.toString(),
                Device.engineVersion())));
  }
}
