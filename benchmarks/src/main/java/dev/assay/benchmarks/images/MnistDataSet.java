package dev.assay.benchmarks.images;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmarks.pictures.IdxFile;
import dev.assay.data.DataFile;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import dev.assay.model.Image;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MNIST's test split as published. The host of the original files refuses visitors; the address is
 * that of the mirror from which TensorFlow Datasets and others take them, byte for byte the same.
 */
final class MnistDataSet {
  static final String NAME = "mnist";
  static final int CLASSES = 10;

  private static final String HOMEPAGE = "http://yann.lecun.com/exdb/mnist/";
  private static final String FILES = "https://storage.googleapis.com/cvdf-datasets/mnist/";
  private static final String IMAGES = "t10k-images-idx3-ubyte";
  private static final String LABELS = "t10k-labels-idx1-ubyte";
  private static final String COMPRESSED = ".gz";

  /** Of the published content without compression. */
  private static final List<String> CONTENT =
      List.of(
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  static final DataSet SET =
      new DataSet(
          NAME,
          "MNIST, test split",
          "CC-BY-SA-3.0",
          HOMEPAGE,
          List.of(
              file(
                  IMAGES,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                  1_648_877),
              file(
                  LABELS,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                  4_542)));

  private MnistDataSet() {}

  private static DataFile file(String name, String sha256, long bytes) {
    String path = name + COMPRESSED;
    return new DataFile(NAME + "/" + path, FILES + path, sha256, bytes);
  }

  /**
   * The split as it is at hand.
   *
   * @param images 28 by 28, grey
   * @param labels the digit on each
   * @param sha256 over the content of both files
   * @param published whether the content is the published one
   */
  record Split(List<Image> images, int[] labels, String sha256, boolean published) {
    String source() {
      return HOMEPAGE + (published ? "" : "; data modified (sha256 differs from the published)");
    }
  }

  /**
   * Reads the split, compressed or not.
   *
   * @throws SetupException if it is not at hand or a file is damaged
   */
  static Split require(DataStore data) {
    IdxFile images = idx(data, IMAGES);
    IdxFile labels = idx(data, LABELS);
    List<Image> pictures = images.images();
    int[] digits = labels.labels(CLASSES);
    if (pictures.size() != digits.length) {
      throw new SetupException(
          "%s holds %,d images, but %s %,d labels"
              .formatted(images.file(), pictures.size(), labels.file(), digits.length));
    }
    if (!pictures.get(0).shape().equals("28×28, grey")) {
      throw new SetupException(
          "%s holds images of %s; MNIST's are 28×28, grey"
              .formatted(images.file(), pictures.get(0).shape()));
    }
    return new Split(
        pictures,
        digits,
        Sha256.of(images.sha256() + labels.sha256()),
        CONTENT.equals(List.of(images.sha256(), labels.sha256())));
  }

  private static IdxFile idx(DataStore data, String name) {
    String path = NAME + "/" + name;
    return IdxFile.read(
        Stream.of(path + COMPRESSED, path)
            .map(data::find)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> data.require(NAME, path + COMPRESSED)));
  }
}
