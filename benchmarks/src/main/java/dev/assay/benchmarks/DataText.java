package dev.assay.benchmarks;

import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file of a data set, read whole.
 *
 * @param name the file, as errors name it
 * @param text its content, without any change
 * @param sha256 checksum of its bytes
 */
public record DataText(String name, String text, String sha256) {

  /**
   * Reads a file that must be UTF-8 without a byte order mark.
   *
   * @throws SetupException if it cannot be read or is not such a text, naming the line
   */
  public static DataText read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e), e);
    }
    String text = decode(file, bytes);
    if (text.startsWith("\uFEFF")) {
      throw new SetupException(
          "%s, line 1: begins with a byte order mark; save it as UTF-8 without one"
              .formatted(file));
    }
    return new DataText(file.toString(), text, Sha256.of(bytes));
  }

  /** A text that comes with the program. */
  public static DataText of(String name, String text) {
    return new DataText(name, text, Sha256.of(text));
  }

  private static String decode(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      long line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new SetupException(
          "%s, line %d: not valid UTF-8 (byte 0x%02X); it is damaged or in another encoding"
              .formatted(file, line, bytes[in.position()]));
    }
    return out.flip().toString();
  }
}
