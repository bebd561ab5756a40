package dev.assay.benchmarks.gsm8k;

import dev.assay.benchmarks.DataText;
import dev.assay.data.DataFile;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.List;

/** GSM8k as published: its files at one commit of its repository, with their checksums. */
final class Gsm8kDataSet {
  static final String SOURCE = "https://github.com/openai/grade-school-math (arXiv 2110.14168)";

  private static final String NAME = "gsm8k";
  private static final String FILES =
      "https://raw.githubusercontent.com/openai/grade-school-math/3101c7d5072418e28b9008a6636bde82a006892c/grade_school_math/data/";

  static final DataSet SET =
      new DataSet(
          NAME,
          "GSM8k",
          "MIT",
          "https://github.com/openai/grade-school-math",
          List.of(
              file(
                  "test.jsonl",
                  "3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14",
                  749_738),
              file(
                  "train.jsonl",
                  "17f347dc51477c50d4efb83959dbb7c56297aba886e5544ee2aaed3024813465",
                  4_166_206)));

  private Gsm8kDataSet() {}

  /**
   * The 1,319 problems of the test.
   *
   * @throws dev.assay.SetupException if they are not at hand
   */
  static DataText test(DataStore data) {
    return read(data, "test.jsonl");
  }

  /** The 7,473 problems for training, from which worked examples are drawn. */
  static DataText train(DataStore data) {
    return read(data, "train.jsonl");
  }

  /** What the card says of where problems come from. */
  static String source(List<DataText> texts) {
    List<String> published = SET.files().stream().map(DataFile::sha256).toList();
    return texts.stream().allMatch(text -> published.contains(text.sha256()))
        ? SOURCE
        : SOURCE + "; data modified (sha256 differs from the published file)";
  }

  private static DataText read(DataStore data, String file) {
    return DataText.read(data.require(NAME, NAME + "/" + file));
  }

  private static DataFile file(String name, String sha256, long bytes) {
    return new DataFile("gsm8k/" + name, FILES + name, sha256, bytes);
  }
}
