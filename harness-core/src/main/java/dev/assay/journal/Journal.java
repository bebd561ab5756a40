package dev.assay.journal;

import dev.assay.RunException;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of checksummed lines, one for each finished piece of work. A record is in the
 * file once {@link #append} returns, so a killed process loses nothing that was finished; a machine
 * that loses power loses at most what came after the last {@link #force}.
 *
 * <p>A line is {@code CRC32C LENGTH PAYLOAD}: eight hexadecimal digits, the payload's bytes in
 * decimal, one line of JSON. Not thread-safe; one process at a time, held by a file lock.
 */
public final class Journal implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private long end;

  private Journal(Path file, FileChannel channel, long end) {
    this.file = file;
    this.channel = channel;
    this.end = end;
  }

  /**
   * A journal ready to be appended to, with what it already held.
   *
   * @param journal the open journal
   * @param records the payloads of all intact records, in order
   * @param tornBytes length of an incomplete last record that was cut off; 0 if there was none
   */
  public record Opened(Journal journal, List<String> records, long tornBytes) {}

  /**
   * Opens or creates a journal and cuts off an incomplete last record.
   *
   * @throws SetupException if the file is damaged before its end, is no journal, or is in use by
   *     another process
   */
  public static Opened open(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) { // else createDirectories would refuse a link to a folder
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return opened(file, channel);
      } catch (IOException | RuntimeException | Error e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SetupException("cannot open the journal " + file + ": " + e.getMessage(), e);
    }
  }

  private static Opened opened(Path file, FileChannel channel) throws IOException {
    lock(file, channel);
    if (channel.size() == 0) {
      return new Opened(new Journal(file, channel, 0), List.of(), 0);
    }
    // Read through the locked channel: POSIX drops a process's lock on a file as soon as the
    // process closes any other handle on it.
    JournalReader.Content content = JournalReader.read(Channels.newInputStream(channel), file);
    long torn = channel.size() - content.intactBytes();
    channel.truncate(content.intactBytes());
    return new Opened(new Journal(file, channel, content.intactBytes()), content.records(), torn);
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new SetupException(
          "another run is writing to "
              + file
              + "; wait for it to end, or choose another folder with --output");
    }
  }

  /**
   * Appends a record.
   *
   * @param payload one line of text
   * @throws RunException if it cannot be written; the journal is then as before
   * @throws IllegalArgumentException if the text has more than one line
   */
  public void append(String payload) {
    if (payload.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a journal's record is one line");
    }
    ByteBuffer line = line(payload.getBytes(StandardCharsets.UTF_8));
    try {
      long position = end;
      while (line.hasRemaining()) {
        position += channel.write(line, position);
      }
      end = position;
    } catch (IOException e) {
      undo();
      throw new RunException(
          "cannot write to %s: %s. Everything finished so far is safe in it; once the cause is mended, run the same command again and it continues."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static ByteBuffer line(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    String head = HexFormat.of().toHexDigits(crc.getValue(), 8) + " " + payload.length + " ";
    return ByteBuffer.allocate(head.length() + payload.length + 1)
        .put(head.getBytes(StandardCharsets.US_ASCII))
        .put(payload)
        .put((byte) '\n')
        .flip();
  }

  /** Takes back a half-written record. */
  private void undo() {
    try {
      channel.truncate(end);
    } catch (IOException ignored) {
      // The next record overwrites it, or the next opening cuts it off.
    }
  }

  /** Asks the operating system to bring everything appended so far to the disk. */
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new RunException("cannot write to " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      channel.force(false);
    } catch (IOException e) {
      throw new RunException("cannot write to " + file + ": " + e.getMessage(), e);
    }
  }
}
