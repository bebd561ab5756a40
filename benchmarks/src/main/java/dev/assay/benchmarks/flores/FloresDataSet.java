package dev.assay.benchmarks.flores;

import dev.assay.benchmarks.DataText;
import dev.assay.data.DataFile;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * FLORES-101 as published: dev and devtest of 102 languages. The publisher offers one archive; the
 * addresses here are those of its unpacked files, byte for byte, at one commit of OPUS-MT-testsets.
 */
final class FloresDataSet {
  static final String NAME = "flores101";
  static final String LICENCE = "CC-BY-SA-4.0";
  static final String SOURCE = "https://github.com/facebookresearch/flores (arXiv 2106.03193)";

  /** The SentencePiece model of spBLEU, to be put into the data folder by hand. */
  static final String SENTENCE_PIECE = "flores101/spm/sacrebleu_tokenizer_spm.model";

  private static final String FILES =
      "https://raw.githubusercontent.com/Helsinki-NLP/OPUS-MT-testsets/db6c7a58acfca104f538f039d3bb836b90172b7a/testsets/flores101_dataset/";

  private final Map<String, DataFile> files =
      Embedded.table("files.tsv").stream()
          .map(
              cells ->
                  new DataFile(
                      NAME + "/" + cells[0], FILES + cells[0], cells[1], Long.parseLong(cells[2])))
          .collect(Collectors.toMap(DataFile::path, Function.identity()));

  /** A part of each language's sentences. */
  enum Split {
    DEV("dev", 997),
    DEVTEST("devtest", 1_012);

    private final String key;
    private final int sentences;

    Split(String key, int sentences) {
      this.key = key;
      this.sentences = sentences;
    }

    String path(Language language) {
      return "%s/%s/%s.%s".formatted(NAME, key, language.code(), key);
    }
  }

  DataSet set() {
    return new DataSet(
        NAME,
        "FLORES-101",
        LICENCE,
        "https://github.com/facebookresearch/flores/tree/main/previous_releases/flores101",
        files.keySet().stream().sorted().map(files::get).toList());
  }

  /**
   * The sentences of a split.
   *
   * @throws dev.assay.SetupException if they are not at hand or malformed
   */
  Sentences require(DataStore data, Split split, Language language) {
    return Sentences.read(DataText.read(data.require(NAME, split.path(language))), split.sentences);
  }

  /** The sentences of a split, if they are at hand. */
  Optional<Sentences> find(DataStore data, Split split, Language language) {
    return data.find(split.path(language))
        .map(file -> Sentences.read(DataText.read(file), split.sentences));
  }

  /** What the card says of where sentences come from. */
  String source(Split split, List<Language> languages, List<Sentences> sentences) {
    for (int i = 0; i < languages.size(); i++) {
      DataFile published = files.get(split.path(languages.get(i)));
      if (!published.sha256().equals(sentences.get(i).sha256())) {
        return SOURCE + "; data modified (sha256 differs from the published file)";
      }
    }
    return SOURCE;
  }
}
