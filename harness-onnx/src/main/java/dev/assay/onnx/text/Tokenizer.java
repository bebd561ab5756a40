package dev.assay.onnx.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A {@code tokenizer.json}, run by the Hugging Face library that wrote it. */
public final class Tokenizer implements AutoCloseable {
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
  public static Tokenizer open(Path file, boolean specialTokens) {
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

  /** Token ids of a text. */
  public int[] encode(String text) {
    return SharedText.ids(encode(text, specialTokens));
  }

  /** Token ids of a text that already holds whatever special tokens it needs. */
  public int[] encodePlain(String text) {
    return SharedText.ids(encode(text, false));
  }

  /**
   * As {@link #encode} for each of these texts, but what they all begin with is looked at only
   * once; for use by several threads.
   */
  public Function<String, int[]> encoding(List<String> texts) {
    return encoding(texts, specialTokens);
  }

  /** As {@link #encodePlain} for each of these texts. */
  public Function<String, int[]> plainEncoding(List<String> texts) {
    return encoding(texts, false);
  }

  private Function<String, int[]> encoding(List<String> texts, boolean special) {
    return sharedText
        .flatMap(shared -> shared.encoding(texts, special, this::encode))
        .orElse(text -> SharedText.ids(encode(text, special)));
  }

  Encoding encode(String text, boolean special) {
    return tokenizer.encode(text, special, false);
  }

  /** The one token that stands for a text, such as {@code <|pause|>}, if there is one. */
  public OptionalInt token(String text) {
    Encoding encoding = encode(text, false);
    if (encoding.getIds().length != 1) {
      return OptionalInt.empty();
    }
    int token = Math.toIntExact(encoding.getIds()[0]);
    boolean unknown =
        !encoding.getTokens()[0].equals(text)
            && !Arrays.equals(vocabulary.of(token), text.getBytes(StandardCharsets.UTF_8));
    return unknown ? OptionalInt.empty() : OptionalInt.of(token);
  }

  public VocabularyBytes vocabulary() {
    return vocabulary;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
