package dev.assay.benchmarks.images;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.pictures.CocoCaptions;
import dev.assay.benchmarks.pictures.Framing;
import dev.assay.benchmarks.pictures.ImageFolder;
import dev.assay.benchmarks.pictures.PictureFile;
import dev.assay.model.ImageCondition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The image benchmarks on pictures of the user's. */
final class OwnImages {
  private static final String VERSION = "1";
  private static final int EXAMPLES = 1_000;
  private static final int MOST_EXAMPLES = 1_000_000;

  private final BenchmarkOptions options;
  private final FeatureExtractor extractor;
  private final Framing framing;
  private final int count;

  private OwnImages(BenchmarkOptions options) {
    this.options = options;
    this.extractor = FeatureExtractor.named(options.text(ImagesProvider.EXTRACTOR));
    if (extractor.readsClips()) {
      throw new SetupException(
          "benchmark '%s': the feature extractor %s reads clips of %d frames, not single pictures"
              .formatted(options.benchmark(), extractor.name(), extractor.frames()));
    }
    BenchmarkOptions.Size size =
        options
            .size(ImagesProvider.SIZE)
            .orElse(new BenchmarkOptions.Size(extractor.imageWidth(), extractor.imageHeight()));
    this.framing = new Framing(size.width(), size.height(), extractor.channels());
    this.count = options.integer(ImagesProvider.COUNT, 1, MOST_EXAMPLES).orElse(EXAMPLES);
  }

  /** Pictures like those of a folder: by class where it has classes, else without a condition. */
  static ImageGenerationBenchmark folder(BenchmarkOptions options, String group) {
    OwnImages own = new OwnImages(options);
    boolean pictures = options.has(ImagesProvider.PATH);
    if (!pictures && !options.has(ImagesProvider.REFERENCE)) {
      options.text(ImagesProvider.PATH); // says that it is needed
    }
    ImageFolder folder =
        pictures
            ? ImageFolder.list(options.folder(ImagesProvider.PATH))
            : new ImageFolder(List.of(), List.of());
    List<String> classes = folder.classes();
    return own.benchmark(
        group,
        options.titled("Pictures of a folder"),
        "Draws pictures "
            + (classes.isEmpty()
                ? "without a condition."
                : "of %,d classes.".formatted(classes.size())),
        folder.pictures().stream().map(ImageFolder.Picture::file).toList(),
        String.join("/", classes),
        IntStream.range(0, own.count)
            .mapToObj(
                i ->
                    classes.isEmpty()
                        ? new Wish(new ImageCondition.None(), Map.of(), "")
                        : Wish.ofClass(i % classes.size(), classes.get(i % classes.size())))
            .toList());
  }

  /** Pictures by captions: the first of each, then the second, and so on. */
  static ImageGenerationBenchmark captioned(BenchmarkOptions options, String group) {
    OwnImages own = new OwnImages(options);
    CocoCaptions captions =
        CocoCaptions.read(
            options.file(ImagesProvider.CAPTIONS), options.folder(ImagesProvider.PATH));
    return own.benchmark(
        group,
        options.titled("Pictures by captions"),
        "Draws pictures by their captions.",
        captions.pictures().stream().map(CocoCaptions.Picture::file).toList(),
        captions.sha256(),
        IntStream.range(0, own.count).mapToObj(i -> captioned(captions.pictures(), i)).toList());
  }

  private static Wish captioned(List<CocoCaptions.Picture> pictures, int index) {
    List<String> captions = pictures.get(index % pictures.size()).captions();
    String caption = captions.get(index / pictures.size() % captions.size());
    return new Wish(new ImageCondition.Caption(caption), Map.of("caption", caption), "");
  }

  private ImageGenerationBenchmark benchmark(
      String group,
      String title,
      String description,
      List<Path> files,
      String conditions,
      List<Wish> wishes) {
    Optional<Path> saved = savedTo();
    Reference reference;
    String source;
    String data;
    if (options.has(ImagesProvider.REFERENCE)) {
      Path file = options.file(ImagesProvider.REFERENCE);
      reference = Reference.read(extractor, file);
      source = "statistics of %s".formatted(file) + reference.warning();
      data = Sha256.of(file);
    } else {
      files.forEach(PictureFile::requireWhole);
      reference =
          Reference.of(
              extractor,
              files.size(),
              i -> List.of(framing.of(PictureFile.read(files.get(i)))),
              saved);
      source = "%,d pictures of %s".formatted(files.size(), options.text(ImagesProvider.PATH));
      data = PictureFile.listingSha256(files);
    }
    BenchmarkCard card =
        new BenchmarkCard(
            options.name(),
            VERSION,
            title,
            group,
            "%s %,d of them, %s, are compared with real ones by features of %s."
                .formatted(description, wishes.size(), framing.inWords(), extractor.name()),
            source,
            "of the pictures' owner",
            Sha256.of(data + framing + conditions + wishes.size() + extractor.sha256()),
            false);
    return new ImageGenerationBenchmark(card, framing, extractor, reference, wishes);
  }

  /** Where to write statistics; that there is a folder for them is checked before the run. */
  private Optional<Path> savedTo() {
    if (!options.has(ImagesProvider.SAVE_REFERENCE)) {
      return Optional.empty();
    }
    Path file = Path.of(options.text(ImagesProvider.SAVE_REFERENCE)).toAbsolutePath();
    if (!Files.isDirectory(file.getParent())) {
      throw new SetupException(
          "benchmark '%s': option '%s' names a file in the folder %s, which does not exist"
              .formatted(options.benchmark(), ImagesProvider.SAVE_REFERENCE, file.getParent()));
    }
    return Optional.of(file);
  }
}
