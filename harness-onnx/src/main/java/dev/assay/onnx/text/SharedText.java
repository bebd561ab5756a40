package dev.assay.onnx.text;

import ai.djl.huggingface.tokenizers.Encoding;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tokenizes a text that many prompts begin with only once. Prompts of a task share their template,
 * and to tokenize a thousand copies of it takes longer than to evaluate what differs.
 *
 * <p>Exact where words are tokenized one by one and found from left to right: byte-level BPE
 * without a normaliser. The cut is made where a word begins, well before the texts begin to differ,
 * and is given up if the first or the last text does not come out as it does in one piece.
 */
final class SharedText {
  /** Words this close to where texts differ may end elsewhere in another text. */
  private static final int MARGIN = 48;

  private static final int LEAST_TEXTS = 8;
  private static final Set<String> WORD_SPLITTERS = Set.of("ByteLevel", "Split", "Digits");

  private final VocabularyBytes vocabulary;

  SharedText(VocabularyBytes vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Whether texts may be cut between words, by what a {@code tokenizer.json} says. */
  static boolean suits(JsonNode tokenizer) {
    JsonNode splitter = tokenizer.path("pre_tokenizer");
    boolean words =
        splitter.path("type").asText().equals("Sequence")
            ? splitter.path("pretokenizers").findValuesAsText("type").stream()
                .allMatch(WORD_SPLITTERS::contains)
            : splitter.path("type").asText().equals("ByteLevel");
    return words
        && splitter.findValues("add_prefix_space").stream().noneMatch(JsonNode::asBoolean)
        && tokenizer.path("normalizer").isNull()
        && tokenizer.path("model").path("type").asText().equals("BPE")
        && tokenizer.path("decoder").toString().contains("\"ByteLevel\"");
  }

  /** Encodes a text or a piece of one, with or without special tokens around. */
  interface Encoder {
    Encoding encode(String text, boolean specialTokens);
  }

  /**
   * Finds the token ids of each of these texts, exactly as in one piece, without looking at what
   * they share again.
   *
   * @return empty where there is no text to share
   */
  Optional<Function<String, int[]>> encoding(
      List<String> texts, boolean specialTokens, Encoder encoder) {
    String shared = texts.size() < LEAST_TEXTS ? "" : commonPrefix(texts);
    if (shared.length() <= 2 * MARGIN) {
      return Optional.empty();
    }
    Encoding first = encoder.encode(texts.get(0), specialTokens);
    int tokens = cut(first, shared.substring(0, shared.length() - MARGIN));
    if (tokens == 0) {
      return Optional.empty();
    }
    int[] head = Arrays.copyOf(ids(first), tokens);
    int position = text(head).length();
    Function<String, int[]> inPieces =
        text -> joined(head, ids(encoder.encode(text.substring(position), false)));
    String last = texts.get(texts.size() - 1);
    boolean same =
        Arrays.equals(inPieces.apply(texts.get(0)), ids(first))
            && Arrays.equals(inPieces.apply(last), ids(encoder.encode(last, specialTokens)));
    return same ? Optional.of(inPieces) : Optional.empty();
  }

  private static String commonPrefix(List<String> texts) {
    String shared = texts.get(0);
    for (String text : texts) {
      int limit = Math.min(shared.length(), text.length());
      // Whole strings are compared many characters at a time, parts of them one by one.
      if (limit < shared.length() || !text.substring(0, limit).equals(shared)) {
        int i = 0;
        while (i < limit && text.charAt(i) == shared.charAt(i)) {
          i++;
        }
        shared = shared.substring(0, i);
      }
    }
    boolean halved =
        !shared.isEmpty() && Character.isHighSurrogate(shared.charAt(shared.length() - 1));
    return halved ? shared.substring(0, shared.length() - 1) : shared;
  }

  /** How many tokens of an encoding lie before the last word that begins within a text. */
  private int cut(Encoding encoding, String within) {
    long[] ids = encoding.getIds();
    long[] words = encoding.getWordIds();
    int limit = within.getBytes(StandardCharsets.UTF_8).length;
    int bytes = 0;
    int cut = 0;
    for (int i = 0; i < ids.length && bytes <= limit; i++) {
      if (i > 0 && words[i] != words[i - 1] && bytes > 0) {
        cut = i;
      }
      bytes += vocabulary.of(Math.toIntExact(ids[i])).length;
    }
    return cut;
  }

  private String text(int[] tokens) {
    var bytes = new java.io.ByteArrayOutputStream();
    for (int token : tokens) {
      bytes.writeBytes(vocabulary.of(token));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static int[] ids(Encoding encoding) {
    return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
  }

  private static int[] joined(int[] head, int[] tail) {
    int[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }
}
