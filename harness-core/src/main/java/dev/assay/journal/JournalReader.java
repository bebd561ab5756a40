package dev.assay.journal;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads a journal and tells a torn tail, which is harmless, from damage, which is not. */
public final class JournalReader {
  private final byte[] bytes;

  private JournalReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What a journal holds.
   *
   * @param records payloads of the intact records
   * @param intactBytes length of the file up to the end of the last intact record
   */
  public record Content(List<String> records, long intactBytes) {}

  private record Line(String payload, int end) {}

  /**
   * Reads all intact records, leaving the file as it is.
   *
   * @throws SetupException if an intact record follows a broken one: then it is not the tail that
   *     was torn, but the file that was damaged
   */
  public static Content read(Path file) throws IOException {
    return new JournalReader(Files.readAllBytes(file)).content(file);
  }

  private Content content(Path file) {
    List<String> records = new ArrayList<>();
    int position = 0;
    while (position < bytes.length) {
      Optional<Line> line = lineAt(position);
      if (line.isEmpty()) {
        refuseIfIntactAfter(position, records.size(), file);
        break;
      }
      records.add(line.get().payload());
      position = line.get().end();
    }
    return new Content(records, position);
  }

  private void refuseIfIntactAfter(int broken, int intact, Path file) {
    for (int i = broken; i < bytes.length; i++) {
      if (bytes[i] == '\n' && i + 1 < bytes.length && lineAt(i + 1).isPresent()) {
        throw new SetupException(
            "the journal %s is damaged at byte %d (record %d): its checksum does not match, and intact records follow, so this is not the torn end of an interrupted run. Restore the file, or start anew in another folder with --output."
                .formatted(file, broken, intact + 1));
      }
    }
  }

  private Optional<Line> lineAt(int start) {
    int space = indexOf((byte) ' ', start + 8, start + 9);
    int second = indexOf((byte) ' ', start + 9, start + 20);
    if (space < 0 || second < 0) {
      return Optional.empty();
    }
    long crc;
    int length;
    try {
      crc = Long.parseLong(ascii(start, space), 16);
      length = Integer.parseInt(ascii(space + 1, second));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    int payload = second + 1;
    if (length < 0 || length >= bytes.length - payload || bytes[payload + length] != '\n') {
      return Optional.empty();
    }
    CRC32C actual = new CRC32C();
    actual.update(bytes, payload, length);
    if (actual.getValue() != crc) {
      return Optional.empty();
    }
    return Optional.of(
        new Line(new String(bytes, payload, length, StandardCharsets.UTF_8), payload + length + 1));
  }

  private int indexOf(byte wanted, int from, int to) {
    for (int i = from; i < Math.min(to, bytes.length); i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
