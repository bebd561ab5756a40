package dev.assay.baselines.tokenized;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A {@code tokenizer.json}, run by the Hugging Face library that wrote it. */
final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final VocabularyBytes vocabulary;
  private final boolean specialTokens;

  private Tokenizer(
      HuggingFaceTokenizer tokenizer, VocabularyBytes vocabulary, boolean specialTokens) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.specialTokens = specialTokens;
  }

  /**
   * Opens a tokenizer.
   *
   * @param specialTokens whether the tokens that the file puts around every text are wanted
   * @throws SetupException if the file is damaged or of an unknown kind
   */
  static Tokenizer open(Path file, boolean specialTokens) {
    VocabularyBytes vocabulary = VocabularyBytes.read(file);
    try {
      Map<String, String> options = Map.of("truncation", "false", "padding", "false");
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(file, options), vocabulary, specialTokens);
    } catch (IOException | RuntimeException e) {
      throw new SetupException(
          "%s is not a tokenizer that can be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Token ids of each text. */
  List<int[]> encode(List<String> texts) {
    return Arrays.stream(tokenizer.batchEncode(texts, specialTokens, false))
        .map(Tokenizer::ids)
        .toList();
  }

  /** Token ids of texts that already hold whatever special tokens they need. */
  List<int[]> encodePlain(List<String> texts) {
    return Arrays.stream(tokenizer.batchEncode(texts, false, false)).map(Tokenizer::ids).toList();
  }

  private static int[] ids(Encoding encoding) {
    return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
  }

  VocabularyBytes vocabulary() {
    return vocabulary;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
