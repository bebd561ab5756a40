package dev.assay.onnx.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import dev.assay.onnx.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of each token, from a {@code tokenizer.json}: so a text grows token by token without
 * being decoded anew at each step, and characters split over tokens come out whole.
 *
 * <p>Understands byte-level vocabularies (GPT-2's map of bytes to characters) and
 * SentencePiece-like ones ({@code ▁} for a space, {@code <0x0A>} for a byte). Special tokens stand
 * for nothing.
 */
public final class VocabularyBytes implements TokenBytes {
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");
  private static final byte[] NOTHING = {};

  private final byte[][] bytes;
  private final Map<Integer, String> special;

  private VocabularyBytes(byte[][] bytes, Map<Integer, String> special) {
    this.bytes = bytes;
    this.special = Map.copyOf(special);
  }

  @Override
  public byte[] of(int token) {
    return token < bytes.length ? bytes[token] : NOTHING;
  }

  /** A token for people to read: its text, or the name of a special token. */
  public String shown(int token) {
    return special.getOrDefault(token, new String(of(token), StandardCharsets.UTF_8));
  }

  /** Number of tokens. */
  int size() {
    return bytes.length;
  }

  /**
   * The vocabulary of a {@code tokenizer.json}.
   *
   * @param root its content
   * @param file where it was read from, for errors
   */
  static VocabularyBytes of(JsonNode root, Path file) {
    Function<String, byte[]> decoding =
        decoding(root)
            .orElseThrow(
                () ->
                    new SetupException(
                        "%s: the decoder '%s' is not one of a generating model; byte-level and SentencePiece-like vocabularies are understood"
                            .formatted(file, root.path("decoder").path("type").asText("none"))));
    JsonNode vocabulary = root.path("model").path("vocab");
    JsonNode added = root.path("added_tokens");
    byte[][] table = new byte[size(vocabulary, added)][];
    Arrays.fill(table, NOTHING);
    if (vocabulary.isArray()) {
      for (int id = 0; id < vocabulary.size(); id++) {
        table[id] = decoding.apply(vocabulary.get(id).path(0).asText());
      }
    } else {
      for (Map.Entry<String, JsonNode> token : vocabulary.properties()) {
        table[token.getValue().asInt()] = decoding.apply(token.getKey());
      }
    }
    Map<Integer, String> special = new HashMap<>();
    for (JsonNode token : added) {
      int id = token.path("id").asInt();
      String content = token.path("content").asText();
      table[id] = token.path("special").asBoolean() ? NOTHING : utf8(content);
      if (token.path("special").asBoolean()) {
        special.put(id, content);
      }
    }
    return new VocabularyBytes(table, special);
  }

  private static int size(JsonNode vocabulary, JsonNode added) {
    int size = vocabulary.isArray() ? vocabulary.size() : 0;
    for (JsonNode id : vocabulary) {
      size = Math.max(size, id.asInt() + 1);
    }
    for (JsonNode token : added) {
      size = Math.max(size, token.path("id").asInt() + 1);
    }
    return size;
  }

  private static Optional<Function<String, byte[]>> decoding(JsonNode root) {
    String decoder = root.path("decoder").toString();
    if (decoder.contains("\"ByteLevel\"")) {
      int[] byteOf = byteLevelAlphabet();
      return Optional.of(token -> byteLevel(token, byteOf));
    }
    if (decoder.contains("\"Metaspace\"")
        || decoder.contains("\"ByteFallback\"")
        || decoder.contains("▁")) {
      return Optional.of(VocabularyBytes::sentencePiece);
    }
    return Optional.empty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] byteLevel(String token, int[] byteOf) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    token
        .codePoints()
        .forEach(
            c -> {
              if (c < byteOf.length && byteOf[c] >= 0) {
                out.write(byteOf[c]);
              } else {
                out.writeBytes(utf8(Character.toString(c)));
              }
            });
    return out.toByteArray();
  }

  /**
   * GPT-2's alphabet: printable bytes stand for themselves, the others for characters from U+0100
   * on, in order.
   */
  private static int[] byteLevelAlphabet() {
    int[] byteOf = new int[0x100 + 0x100];
    Arrays.fill(byteOf, -1);
    int next = 0x100;
    for (int b = 0; b < 0x100; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
      byteOf[printable ? b : next++] = b;
    }
    return byteOf;
  }

  private static byte[] sentencePiece(String token) {
    Matcher matcher = BYTE.matcher(token);
    return matcher.matches()
        ? new byte[] {(byte) Integer.parseInt(matcher.group(1), 16)}
        : utf8(token.replace('▁', ' '));
  }
}
