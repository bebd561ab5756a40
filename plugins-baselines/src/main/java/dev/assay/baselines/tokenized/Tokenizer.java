package dev.assay.baselines.tokenized;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code tokenizer.json}, run by the Hugging Face library that wrote it. */
final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final VocabularyBytes vocabulary;
  private final Optional<SharedText> sharedText;
  private final boolean specialTokens;

  private Tokenizer(
      HuggingFaceTokenizer tokenizer,
      VocabularyBytes vocabulary,
      Optional<SharedText> sharedText,
      boolean specialTokens) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.sharedText = sharedText;
    this.specialTokens = specialTokens;
  }

  /**
   * Opens a tokenizer.
   *
   * @param specialTokens whether the tokens that the file puts around every text are wanted
   * @throws SetupException if the file is damaged or of an unknown kind
   */
  static Tokenizer open(Path file, boolean specialTokens) {
    JsonNode root = json(file);
    VocabularyBytes vocabulary = VocabularyBytes.of(root, file);
    try {
      Map<String, String> options = Map.of("truncation", "false", "padding", "false");
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(file, options),
          vocabulary,
          SharedText.suits(root) ? Optional.of(new SharedText(vocabulary)) : Optional.empty(),
          specialTokens);
    } catch (IOException | RuntimeException e) {
      throw new SetupException(
          "%s is not a tokenizer that can be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return Json.mapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new SetupException("%s is not valid JSON: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Token ids of each text. */
  List<int[]> encode(List<String> texts) {
    return encode(texts, specialTokens);
  }

  /** Token ids of texts that already hold whatever special tokens they need. */
  List<int[]> encodePlain(List<String> texts) {
    return encode(texts, false);
  }

  private List<int[]> encode(List<String> texts, boolean special) {
    return sharedText
        .flatMap(shared -> shared.encode(texts, special, this::encodings))
        .orElseGet(() -> encodings(texts, special).stream().map(SharedText::ids).toList());
  }

  /** By several threads: handing the tokens over to Java takes longer than finding them. */
  List<Encoding> encodings(List<String> texts, boolean special) {
    return texts.parallelStream().map(text -> tokenizer.encode(text, special, false)).toList();
  }

  VocabularyBytes vocabulary() {
    return vocabulary;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
