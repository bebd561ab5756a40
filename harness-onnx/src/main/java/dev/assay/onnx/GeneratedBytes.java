package dev.assay.onnx;

import dev.assay.model.GeneratedText.Finish;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Text that grows byte by byte until a stop string or the limit of bytes appears in it. */
public final class GeneratedBytes {
  private final List<byte[]> stops;
  private final int limit;
  private byte[] bytes = new byte[64];
  private int length;

  /**
   * An empty text.
   *
   * @param stops the text ends before the first of these
   * @param limit most bytes of the text
   */
  public GeneratedBytes(List<String> stops, int limit) {
    this.stops =
        stops.stream()
            .filter(s -> !s.isEmpty())
            .map(s -> s.getBytes(StandardCharsets.UTF_8))
            .toList();
    this.limit = limit;
  }

  /** Adds a token's bytes; tells why the text ends, if it does. */
  public Optional<Finish> append(byte[] more) {
    int before = length;
    if (length + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    int end = firstStop(before);
    if (end >= 0 && end <= limit) {
      length = end;
      return Optional.of(Finish.STOP);
    }
    if (length >= limit) {
      length = limit;
      return Optional.of(Finish.LENGTH);
    }
    return Optional.empty();
  }

  /** Where the earliest stop string begins that was not complete before; -1 if there is none. */
  private int firstStop(int before) {
    int first = -1;
    for (byte[] stop : stops) {
      for (int at = Math.max(0, before - stop.length + 1); at <= length - stop.length; at++) {
        if (Arrays.equals(bytes, at, at + stop.length, stop, 0, stop.length)) {
          first = first < 0 ? at : Math.min(first, at);
          break;
        }
      }
    }
    return first;
  }

  /**
   * The text. A character whose last bytes are missing at the end is dropped; bytes that are no
   * UTF-8 elsewhere become U+FFFD.
   */
  public String text() {
    return new String(bytes, 0, wholeCharacters(), StandardCharsets.UTF_8);
  }

  private int wholeCharacters() {
    int start = length;
    while (start > 0 && length - start < 3 && (bytes[start - 1] & 0xC0) == 0x80) {
      start--;
    }
    if (start == 0) {
      return length;
    }
    int lead = bytes[start - 1] & 0xFF;
    int expected = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return length - start + 1 < expected ? start - 1 : length;
  }
}
