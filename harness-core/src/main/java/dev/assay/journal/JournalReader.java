package dev.assay.journal;

import dev.assay.SetupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads a journal and tells a torn tail, which is harmless, from damage, which is not. */
public final class JournalReader {
  private final Path file;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> records = new ArrayList<>();
  private long intactBytes;
  private long lineBytes;

  private JournalReader(Path file) {
    this.file = file;
  }

  /**
   * What a journal holds.
   *
   * @param records payloads of the intact records
   * @param intactBytes length of the file up to the end of the last intact record
   */
  public record Content(List<String> records, long intactBytes) {}

  /**
   * Reads all intact records, leaving the file as it is.
   *
   * @throws SetupException if an intact record follows a broken one: then it is not the tail that
   *     was torn, but the file that was damaged; or if the file is no journal at all
   */
  public static Content read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file);
    }
  }

  /** Reads from an open file, whose name serves in errors. */
  static Content read(InputStream in, Path file) throws IOException {
    return new JournalReader(file).content(in);
  }

  private Content content(InputStream in) throws IOException {
    byte[] piece = new byte[1 << 16];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (piece[i] == '\n') {
          line.write(piece, from, i - from);
          endLine();
          from = i + 1;
        }
      }
      line.write(piece, from, n - from);
    }
    if (records.isEmpty() && lineBytes > 0) {
      throw new SetupException(
          "%s is not a journal of Assay; choose another folder with --output".formatted(file));
    }
    return new Content(List.copyOf(records), intactBytes);
  }

  private void endLine() {
    long start = lineBytes;
    lineBytes += line.size() + 1;
    Optional<String> payload = payload(line.toByteArray());
    line.reset();
    if (payload.isEmpty()) {
      return; // a torn tail, unless an intact record follows
    }
    if (start > intactBytes) {
      throw new SetupException(
          "the journal %s is damaged at byte %d (record %d): its checksum does not match, and intact records follow, so this is not the torn end of an interrupted run. Restore the file, or start anew in another folder with --output."
              .formatted(file, intactBytes, records.size() + 1));
    }
    records.add(payload.get());
    intactBytes = lineBytes;
  }

  /** The payload of a line, if its length and checksum are right. */
  private static Optional<String> payload(byte[] line) {
    int start = 9;
    while (start < line.length && line[start] != ' ') {
      start++;
    }
    start++;
    if (start > line.length || line[8] != ' ') {
      return Optional.empty();
    }
    int length = line.length - start;
    CRC32C crc = new CRC32C();
    crc.update(line, start, length);
    String head = String.format(Locale.ROOT, "%08x %d ", crc.getValue(), length);
    if (!ascii(line, 0, start).equals(head)) { // to the letter: "A" is not "a"
      return Optional.empty();
    }
    return Optional.of(new String(line, start, length, StandardCharsets.UTF_8));
  }

  private static String ascii(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.US_ASCII);
  }
}
