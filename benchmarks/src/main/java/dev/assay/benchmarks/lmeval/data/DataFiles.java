package dev.assay.benchmarks.lmeval.data;

import dev.assay.SetupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files of text, which may be compressed with gzip. */
final class DataFiles {
  private DataFiles() {}

  /**
   * A file's text without a byte order mark.
   *
   * @throws SetupException if it cannot be read or is not UTF-8
   */
  static String text(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 1 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          bytes = in.readAllBytes();
        }
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new SetupException("%s is not UTF-8; save it so".formatted(file), e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
