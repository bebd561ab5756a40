package dev.assay.benchmarks.prosqa;

import dev.assay.benchmarks.DataText;
import dev.assay.data.DataFile;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.List;

/** ProsQA as published: its files at one commit of Coconut's repository, with their checksums. */
final class ProsqaDataSet {
  static final String NAME = "prosqa";
  static final String LICENCE = "MIT";

  private static final String HOMEPAGE = "https://github.com/facebookresearch/coconut";
  private static final String SOURCE = HOMEPAGE + " (arXiv 2412.06769)";
  private static final String FILES =
      "https://raw.githubusercontent.com/facebookresearch/coconut/27273cb8cca4bb763c041a63b036d0c3b7cbbb48/data/";

  static final DataSet SET =
      new DataSet(
          NAME,
          "ProsQA",
          LICENCE,
          HOMEPAGE,
          List.of(
              file(
                  "prosqa_test.json",
                  "82ddc0afe6ee30eb31bb16fa208e293e55278a20fa987098d48519cae7e12680",
                  856_611),
              file(
                  "prosqa_valid.json",
                  "c74e0de24f1e90ec48b1a993e6458a7be4caeef3928f5104e3c2e45d689a5249",
                  518_208)));

  private ProsqaDataSet() {}

  /** A published part of the questions; that for training is not offered. */
  enum Split {
    TEST("test", "test"),
    VALIDATION("validation", "valid");

    private final String title;
    private final String key;

    Split(String title, String key) {
      this.title = title;
      this.key = key;
    }

    String title() {
      return title;
    }

    private String path() {
      return NAME + "/prosqa_" + key + ".json";
    }
  }

  /**
   * The file of a split, as it is at hand.
   *
   * @throws dev.assay.SetupException if it is not
   */
  static DataText require(DataStore data, Split split) {
    return DataText.read(data.require(NAME, split.path()));
  }

  /** What the card says of where questions come from. */
  static String source(List<DataText> files) {
    List<String> published = SET.files().stream().map(DataFile::sha256).toList();
    return files.stream().map(DataText::sha256).allMatch(published::contains)
        ? SOURCE
        : SOURCE + "; data modified (sha256 differs from the published file)";
  }

  private static DataFile file(String name, String sha256, long bytes) {
    return new DataFile(NAME + "/" + name, FILES + name, sha256, bytes);
  }
}
