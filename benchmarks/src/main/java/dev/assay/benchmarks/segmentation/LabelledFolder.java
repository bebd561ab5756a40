package dev.assay.benchmarks.segmentation;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.benchmarks.DataText;
import dev.assay.benchmarks.pictures.Framing;
import dev.assay.benchmarks.pictures.LabelFile;
import dev.assay.benchmarks.pictures.PictureFile;
import dev.assay.model.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures of the user's in one folder, their label maps in another. */
final class LabelledFolder {
  static final String PATH = "path";
  static final String LABELS = "labels";
  static final String CLASSES = "classes";
  static final String IGNORE = "ignore";
  static final String IMAGE_SUFFIX = "image_suffix";
  static final String LABEL_SUFFIX = "label_suffix";
  static final String SIZE = "size";
  static final String COUNT = "count";

  private static final int IGNORED = 255;
  private static final int MOST_CLASSES = 255;

  private final BenchmarkOptions options;
  private final List<String> classes;
  private final int ignored;
  private final Optional<BenchmarkOptions.Size> size;

  LabelledFolder(BenchmarkOptions options) {
    this.options = options;
    this.classes = classes(options);
    this.ignored = options.integer(IGNORE, 0, IGNORED).orElse(IGNORED);
    this.size = options.size(SIZE);
  }

  private static List<String> classes(BenchmarkOptions options) {
    if (options.text(CLASSES).matches("\\d+")) {
      int count = options.integer(CLASSES, 2, MOST_CLASSES).orElseThrow();
      return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
    DataText text = DataText.read(options.file(CLASSES));
    List<String> names = text.text().lines().map(String::strip).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty() || names.indexOf(names.get(i)) < i || names.get(i).contains(",")) {
        throw new SetupException(
            "%s, line %d: '%s' is no name of a class of its own, without commas"
                .formatted(text.name(), i + 1, names.get(i)));
      }
    }
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw new SetupException(
          "%s names %d classes; 2 to %d are possible"
              .formatted(text.name(), names.size(), MOST_CLASSES));
    }
    return names;
  }

  SegmentationBenchmark benchmark(String group) {
    List<LabelledImage> images = images();
    BenchmarkCard card =
        new BenchmarkCard(
            options.name(),
            SegmentationProvider.VERSION,
            options.titled("Segmented pictures of a folder"),
            group,
            "Tells %d classes apart on %,d pictures%s. Scored by intersection over union, averaged over classes."
                .formatted(
                    classes.size(),
                    images.size(),
                    size.map(s -> ", cut and scaled to %d×%d".formatted(s.width(), s.height()))
                        .orElse("")),
            options.text(PATH),
            "of the pictures' owner",
            Sha256.of(String.join(",", classes) + SegmentationProvider.sha256(images)),
            false);
    return new SegmentationBenchmark(card, classes, images);
  }

  private List<LabelledImage> images() {
    Path folder = options.folder(PATH);
    Path labels = options.folder(LABELS);
    List<Path> files = PictureFile.in(folder);
    if (files.isEmpty()) {
      throw new SetupException("%s holds no .png, .jpg or .jpeg".formatted(folder));
    }
    int count = options.integer(COUNT, 1, Integer.MAX_VALUE).orElse(files.size());
    List<LabelledImage> images = new ArrayList<>();
    Map<String, Path> seen = new HashMap<>();
    for (Path file : files.subList(0, Math.min(count, files.size()))) {
      LabelledImage image = labelled(file, labels);
      Path other = seen.put(image.id(), file);
      if (other != null) {
        throw new SetupException(
            "%s and %s would share one label map".formatted(other, file.getFileName()));
      }
      images.add(image);
    }
    return images;
  }

  private LabelledImage labelled(Path file, Path folder) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.'));
    String suffix = options.text(IMAGE_SUFFIX, "");
    if (!stem.endsWith(suffix)) {
      throw new SetupException(
          "%s: its name does not end in '%s', as option '%s' says"
              .formatted(file, suffix, IMAGE_SUFFIX));
    }
    String id = stem.substring(0, stem.length() - suffix.length());
    Path labelFile = folder.resolve(id + options.text(LABEL_SUFFIX, "") + ".png");
    if (!Files.isRegularFile(labelFile)) {
      throw new SetupException("%s has no label map %s".formatted(file, labelFile));
    }
    Image image = PictureFile.read(file);
    Image labels = LabelFile.read(labelFile);
    if (image.width() != labels.width() || image.height() != labels.height()) {
      throw new SetupException(
          "%s has %d×%d pixels, but its label map %s %d×%d"
              .formatted(
                  file, image.width(), image.height(), labelFile, labels.width(), labels.height()));
    }
    Image checked = checked(labels, labelFile);
    return size.map(s -> new Framing(s.width(), s.height(), image.channels()))
        .map(framing -> new LabelledImage(id, framing.of(image), framing.ofLabels(checked)))
        .orElseGet(() -> new LabelledImage(id, image, checked));
  }

  /** Ids are classes; those not to be scored become 255, which is none. */
  private Image checked(Image labels, Path file) {
    byte[] ids = labels.pixels();
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i] & 0xff;
      if (id == ignored) {
        ids[i] = (byte) IGNORED;
      } else if (id >= classes.size()) {
        throw new SetupException(
            "%s: the pixel in column %d, row %d has the id %d; valid are 0 to %d, and %d for pixels that are not scored"
                .formatted(
                    file, i % labels.width(), i / labels.width(), id, classes.size() - 1, ignored));
      }
    }
    return new Image(labels.width(), labels.height(), 1, ids);
  }
}
