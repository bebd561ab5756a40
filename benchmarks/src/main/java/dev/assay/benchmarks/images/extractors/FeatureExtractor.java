package dev.assay.benchmarks.images.extractors;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.model.Image;
import dev.assay.onnx.UnpackedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns pictures or clips into features by an ONNX graph with a card, {@code extractor.json}.
 * Numbers computed from features compare only where the extractor is the same, so its name is part
 * of every metric's name. A bundled one is loaded when it is first used, one of the user's at once.
 * Safe for use by several threads, of which one works at a time.
 */
public final class FeatureExtractor {
  /** The extractors that come with Assay. */
  public static final List<String> BUNDLED =
      List.of("mnist-cnn", "shapes-cnn", "clips-cnn", "clip-frames-cnn");

  private static final String RESOURCES = "/dev/assay/benchmarks/images/extractors/";
  private static final String CARD = "extractor.json";
  private static final String GRAPH = "extractor.onnx";
  private static final int BATCH = 64;

  private final Supplier<CardFile> files;
  private final ExtractorCard card;
  private final String sha256;
  private @Nullable LoadedExtractor loaded;

  /** The card with the graph beside it, perhaps only until it is closed. */
  private record CardFile(Path file, Runnable remove) implements AutoCloseable {
    Path graph(ExtractorCard card) {
      Path graph = file.resolveSibling(card.file());
      if (!Files.isRegularFile(graph)) {
        throw new SetupException(
            "%s: key 'file' names %s, but there is no such file beside it"
                .formatted(file, card.file()));
      }
      return graph;
    }

    @Override
    public void close() {
      remove.run();
    }
  }

  private FeatureExtractor(Supplier<CardFile> files) {
    this.files = files;
    try (CardFile opened = files.get()) {
      this.card = ExtractorCard.read(opened.file());
      this.sha256 = Sha256.of(Sha256.of(opened.file()) + Sha256.of(opened.graph(card)));
    }
  }

  /** One of the {@link #BUNDLED} extractors. */
  public static FeatureExtractor bundled(String name) {
    if (!BUNDLED.contains(name)) {
      throw SetupException.unknownName("feature extractor", name, BUNDLED);
    }
    return new FeatureExtractor(
        () -> {
          UnpackedModel unpacked =
              UnpackedModel.of(
                  FeatureExtractor.class, RESOURCES + name + "/", List.of(CARD, GRAPH));
          return new CardFile(unpacked.folder().resolve(CARD), unpacked::close);
        });
  }

  /**
   * The extractor of a card, loaded and tried.
   *
   * @param card the file, usually {@code extractor.json}
   * @throws SetupException if the card or the graph is not as it must be
   */
  public static FeatureExtractor open(Path card) {
    FeatureExtractor extractor = new FeatureExtractor(() -> new CardFile(card, () -> {}));
    extractor.loaded();
    return extractor;
  }

  /** A bundled extractor by its name, else the one whose card lies at a path. */
  public static FeatureExtractor named(String nameOrPath) {
    if (BUNDLED.contains(nameOrPath)) {
      return bundled(nameOrPath);
    }
    Path path = Path.of(nameOrPath);
    if (!Files.exists(path)) {
      SetupException unknown = SetupException.unknownName("feature extractor", nameOrPath, BUNDLED);
      throw new SetupException(
          unknown.getMessage() + "; nor is there a file of that name, such as .../" + CARD);
    }
    return open(Files.isDirectory(path) ? path.resolve(CARD) : path);
  }

  private synchronized LoadedExtractor loaded() {
    LoadedExtractor there = loaded;
    if (there == null) {
      try (CardFile opened = files.get()) {
        there = new LoadedExtractor(card, opened.graph(card));
      }
      loaded = there;
    }
    return there;
  }

  /** The name that stands in metric names. */
  public String name() {
    return card.name();
  }

  /** Over card and graph. */
  public String sha256() {
    return sha256;
  }

  /** Number of features. */
  public int width() {
    return loaded().width();
  }

  /** Pictures that make one item. */
  public int frames() {
    return card.frames();
  }

  /** Whether it reads clips rather than single pictures. */
  public boolean readsClips() {
    return card.clip();
  }

  /** Width of the pictures that it was made for. */
  public int imageWidth() {
    return card.width();
  }

  /** Height of the pictures that it was made for. */
  public int imageHeight() {
    return card.height();
  }

  /** Channels of the pictures that it was made for. */
  public int channels() {
    return card.channels();
  }

  /** Whether it also tells the probabilities of its classes. */
  public boolean tellsClasses() {
    return card.probabilities().isPresent();
  }

  /** Names of its classes; empty where the card gives none. */
  public List<String> classes() {
    return card.classes();
  }

  /**
   * Checks that it can read pictures of a shape.
   *
   * @throws SetupException if it cannot
   */
  public void requireShape(int width, int height, int channels) {
    boolean sized = card.resized() || (width == card.width() && height == card.height());
    boolean coloured = channels == card.channels() || channels == 1;
    if (!sized || !coloured) {
      throw new SetupException(
          "the feature extractor %s reads %s, but the pictures are %d×%d, %s; give it pictures of that size, or one whose extractor.json says \"resize\": \"bilinear\""
              .formatted(
                  card.name(), card.inWords(), width, height, channels == 1 ? "grey" : "RGB"));
    }
  }

  /**
   * The features of a picture, or of a clip. They depend on nothing else that is asked.
   *
   * @param frames a single picture, or as many as {@link #frames()}
   */
  public synchronized Features of(List<Image> frames) {
    return loaded().run(List.of(frames)).get(0);
  }

  /**
   * The features of many.
   *
   * @param item the frames of each, from 0
   */
  public synchronized List<Features> ofAll(int count, IntFunction<List<Image>> item) {
    List<Features> all = new ArrayList<>(count);
    for (int from = 0; from < count; from += BATCH) {
      List<List<Image>> batch = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        batch.add(item.apply(i));
      }
      all.addAll(loaded().run(batch));
    }
    return all;
  }
}
