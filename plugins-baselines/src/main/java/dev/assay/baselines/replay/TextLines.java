package dev.assay.baselines.replay;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads text as Python's {@code open} does by default, since Python wrote the published recordings:
 * a line ends with {@code \n}, {@code \r} or {@code \r\n}, and the last one need not end.
 */
final class TextLines {
  private TextLines() {}

  /**
   * All lines without their ends.
   *
   * @throws SetupException if the file cannot be read or is not UTF-8; names the line
   */
  static List<String> read(Path file) {
    return whole(file).lines().toList();
  }

  /** The whole text, its line ends as they are. */
  static String whole(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e), e);
    }
    CharBuffer text = CharBuffer.allocate(bytes.length);
    boolean broken =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true).isError();
    String decoded = text.flip().toString();
    if (broken) {
      throw new SetupException(
          "%s:%d: not UTF-8 text".formatted(file, (decoded + "?").lines().count()));
    }
    return decoded;
  }
}
