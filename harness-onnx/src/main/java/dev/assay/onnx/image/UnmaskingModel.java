package dev.assay.onnx.image;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelContext;
import dev.assay.model.Request;
import dev.assay.model.SegmentedImage;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxModel;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.Parallelism;
import dev.assay.onnx.image.GridAbility.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Opens models that unmask grids of tokens. What a model can do follows from its grids: with a
 * picture it makes pictures, with a picture and a label map it also segments pictures and makes
 * pictures of a given label map, with a video it makes videos.
 */
public final class UnmaskingModel {
  /** Most sequences of a processor's forward pass: with more, layers leave its caches. */
  private static final int ROWS = 8;

  private final TokenModelFolder folder;
  private final UnmaskingSettings settings;
  private final Device device;
  private final EngineClock clock = new EngineClock();
  private final List<AutoCloseable> opened = new ArrayList<>();

  private UnmaskingModel(TokenModelFolder folder, UnmaskingSettings settings, Device device) {
    this.folder = folder;
    this.settings = settings;
    this.device = device;
  }

  /**
   * Opens a model.
   *
   * @param properties what the card shall also say
   * @param files closed with the model
   * @throws SetupException if a graph cannot be loaded or run, or is not what the folder says
   */
  public static Model open(
      TokenModelFolder folder,
      UnmaskingSettings settings,
      Map<String, String> properties,
      ModelContext context,
      AutoCloseable files) {
    UnmaskingModel opening = new UnmaskingModel(folder, settings, Device.parse(context.device()));
    try {
      return opening.open(properties, context, files);
    } catch (RuntimeException e) {
      OnnxModel.closeAfter(e, opening.opened);
      throw e;
    }
  }

  private Model open(Map<String, String> properties, ModelContext context, AutoCloseable files) {
    Parallelism parallelism = Parallelism.of(folder.graphs(), device, context.threads());
    OnnxSession.Options options = new OnnxSession.Options(device, parallelism.threads());
    Map<TokenGrid, GridCodec> codecs = new LinkedHashMap<>();
    for (TokenGrid grid : folder.grids()) {
      GridCodec codec = GridCodec.open(grid, options, clock);
      opened.add(codec);
      codecs.put(grid, codec);
    }
    int rows = device.provider().equals("cpu") ? parallelism.lanes() * ROWS : Integer.MAX_VALUE;
    Unmasker unmasker = unmasker(options, parallelism.lanes(), Math.min(rows, context.batchSize()));
    double flops = folder.denoiser().flopsPerPass() * (settings.guidance() == 1 ? 1 : 2);
    ModelCard card = card(properties, flops);
    opened.add(files);
    return new OnnxModel(
        card,
        fingerprint(card),
        abilities(new GridAbility.Network(folder, codecs, unmasker, flops)),
        clock,
        opened);
  }

  private Unmasker unmasker(OnnxSession.Options options, int lanes, int batchSize) {
    OnnxSession session = OnnxSession.open(folder.denoiser().file(), options, clock);
    opened.add(session);
    List<Denoiser> denoisers =
        IntStream.range(0, lanes).mapToObj(lane -> denoiser(session)).toList();
    Unmasker unmasker =
        new Unmasker(
            denoisers,
            folder.grids(),
            folder.denoiser().mask(),
            settings.choice(),
            settings.sampler(),
            batchSize);
    opened.add(0, unmasker);
    tryOut(denoisers.get(0));
    return unmasker;
  }

  private Denoiser denoiser(OnnxSession session) {
    Denoiser plain = new OnnxDenoiser(session, folder);
    return settings.guidance() == 1
        ? plain
        : new GuidedDenoiser(
            plain, settings.guidance(), folder.classes().nullClass().orElseThrow());
  }

  /** A graph that loads but cannot run is found before the first example; so is a wrong length. */
  private void tryOut(Denoiser denoiser) {
    int[] masked = new int[folder.length()];
    Arrays.fill(masked, folder.denoiser().mask());
    try {
      denoiser.predict(List.of(new Denoiser.Row(masked, 0, 0)));
    } catch (RuntimeException e) {
      throw new SetupException(
          "the model in %s was loaded but cannot run on sequences of %d tokens: %s"
              .formatted(folder.path(), folder.length(), e.getMessage()),
          e);
    }
  }

  private Map<AbilityKind<?, ?>, Ability<?, ?>> abilities(GridAbility.Network network) {
    Map<AbilityKind<?, ?>, Ability<?, ?>> abilities = new LinkedHashMap<>();
    RequestReader reader = new RequestReader(folder, network.codecs());
    Optional<TokenGrid> image = folder.grid(TokenGrid.Kind.IMAGE);
    Optional<TokenGrid> labels = folder.grid(TokenGrid.Kind.LABELS);
    image.ifPresent(
        grid ->
            abilities.put(
                AbilityKind.GENERATE_IMAGE,
                ability(
                    network, grid, reader::image, images -> new GeneratedImage(images.get(0)))));
    if (image.isPresent() && labels.isPresent() && network.codec(image.get()).encodes()) {
      abilities.put(
          AbilityKind.SEGMENT_IMAGE,
          ability(
              network,
              labels.get(),
              reader::segmentation,
              images -> new SegmentedImage(images.get(0))));
    }
    folder
        .grid(TokenGrid.Kind.VIDEO)
        .ifPresent(
            grid ->
                abilities.put(
                    AbilityKind.GENERATE_VIDEO,
                    ability(network, grid, reader::video, GeneratedVideo::new)));
    return abilities;
  }

  private <Q extends Request, O> Ability<Q, O> ability(
      GridAbility.Network network,
      TokenGrid target,
      Function<Q, Asked> reading,
      Function<List<Image>, O> writing) {
    boolean labels = target.kind() == TokenGrid.Kind.LABELS;
    GridCodec display = labels ? new PaletteCodec(target) : network.codec(target);
    UnmaskingTrace trace =
        new UnmaskingTrace(
            target, display, folder.denoiser().mask(), settings.sampler(), settings.guidance());
    return new GridAbility<>(network, target, reading, writing, trace);
  }

  private ModelCard card(Map<String, String> more, double flops) {
    Map<String, String> files = new TreeMap<>();
    for (Path file : folder.graphs()) {
      Path root = folder.path().toAbsolutePath().normalize();
      files.put(root.relativize(file.toAbsolutePath().normalize()).toString(), Sha256.of(file));
    }
    Map<String, String> properties = new TreeMap<>(more);
    properties.put("sampler", settings.sampler().description());
    properties.put("temperature", Double.toString(settings.choice().temperature()));
    properties.put("guidance", settings.guidance() == 1 ? "none" : "scale " + settings.guidance());
    properties.put("tokens", tokens());
    properties.put("time", folder.denoiser().explicitTime() ? "explicit" : "implicit");
    properties.put("FLOPs per forward pass", "%.4g".formatted(flops));
    if (settings.choice().topK() > 0) {
      properties.put("top-k", Integer.toString(settings.choice().topK()));
    }
    if (settings.choice().topP() < 1) {
      properties.put("top-p", Double.toString(settings.choice().topP()));
    }
    return new ModelCard(
        folder.name(),
        folder.json().text("family"),
        folder.description(),
        folder.licence(),
        folder.trainingData(),
        folder.parameters(),
        files,
        properties);
  }

  private String tokens() {
    return String.join(
        ", ",
        folder.grids().stream()
            .map(
                grid ->
                    "%s %d×%d×%d of %d"
                        .formatted(
                            grid.kind().word(),
                            grid.frames(),
                            grid.height(),
                            grid.width(),
                            grid.tokens()))
            .toList());
  }

  /** Folder names do not count: only what may change an answer. */
  private String fingerprint(ModelCard card) {
    return Sha256.of(
        String.join(
            "\n",
            List.of(
                card.family(),
                card.files().toString(),
                folder.denoiser().json().node().toString(),
                folder.classes().toString(),
                folder.grids().stream().map(UnmaskingModel::layout).toList().toString(),
                settings.toString(),
                device.toString(),
                Device.engineVersion())));
  }

  /** A grid without its files' paths. */
  private static String layout(TokenGrid grid) {
    return List.of(
            grid.kind(),
            grid.frames(),
            grid.height(),
            grid.width(),
            grid.firstToken(),
            grid.tokens(),
            grid.pixels() instanceof TokenGrid.Pixels.Palette palette ? palette.toString() : "",
            grid.classes())
        .toString();
  }
}
