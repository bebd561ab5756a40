package dev.assay.journal;

import dev.assay.RunException;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
   * @throws SetupException if the file is damaged before its end, or in use by another process
   */
  public static Opened open(Path file) {
    FileChannel channel = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(file, channel);
      JournalReader.Content content = JournalReader.read(file);
      long torn = channel.size() - content.intactBytes();
      channel.truncate(content.intactBytes());
      channel.position(content.intactBytes());
      return new Opened(new Journal(file, channel, content.intactBytes()), content.records(), torn);
    } catch (IOException e) {
      close(channel);
      throw new SetupException("cannot open the journal " + file + ": " + e.getMessage(), e);
    } catch (SetupException e) {
      close(channel);
      throw e;
    }
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
   * @throws RunException if it cannot be written; the file is then as before
   */
  public void append(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    byte[] head =
        "%08x %d ".formatted(crc.getValue(), bytes.length).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer line = ByteBuffer.allocate(head.length + bytes.length + 1);
    line.put(head).put(bytes).put((byte) '\n').flip();
    int length = line.remaining();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      end += length;
    } catch (IOException e) {
      undo();
      throw new RunException(
          "cannot write to %s: %s. Everything finished so far is safe in it; once the cause is mended, run the same command again and it continues."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Takes back a half-written record; if that fails too, the next opening cuts it off. */
  private void undo() {
    try {
      channel.truncate(end);
    } catch (IOException ignored) {
      // The reader recognises a torn tail, so nothing is lost.
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
    force();
    close(channel);
  }

  private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // Everything was forced before; there is nothing left to lose.
      }
    }
  }
}
