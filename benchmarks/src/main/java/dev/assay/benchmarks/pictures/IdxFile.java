package dev.assay.benchmarks.pictures;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.model.Image;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A file in MNIST's idx format: unsigned bytes after a header of their type and dimensions, as it
 * is or compressed with gzip.
 */
public final class IdxFile {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MOST_DIMENSIONS = 8;

  private final Path file;
  private final int[] dimensions;
  private final byte[] values;
  private final String sha256;

  private IdxFile(Path file, int[] dimensions, byte[] values, String sha256) {
    this.file = file;
    this.dimensions = dimensions;
    this.values = values;
    this.sha256 = sha256;
  }

  /**
   * Reads a file whole.
   *
   * @throws SetupException if it cannot be read, or is no whole idx file of unsigned bytes
   */
  public static IdxFile read(Path file) {
    byte[] content = content(file);
    int[] dimensions = dimensions(file, content);
    int header = header(dimensions.length);
    long expected = Arrays.stream(dimensions).asLongStream().reduce(1, (a, b) -> a * b);
    if (content.length - header != expected) {
      throw wrong(
          file,
          "its header says %s, which is %,d bytes, but %,d follow; it is %s",
          sizes(dimensions),
          expected,
          content.length - header,
          content.length - header < expected ? "cut short" : "too long");
    }
    return new IdxFile(
        file, dimensions, Arrays.copyOfRange(content, header, content.length), Sha256.of(content));
  }

  private static int header(int dimensions) {
    return 4 + 4 * dimensions;
  }

  private static int[] dimensions(Path file, byte[] content) {
    if (content.length < 4 || content[0] != 0 || content[1] != 0) {
      throw wrong(
          file,
          "it begins with %s, an idx file with 00 00",
          hex(content, Math.min(4, content.length)));
    }
    if (content[2] != UNSIGNED_BYTE) {
      throw wrong(file, "byte 2 says type 0x%02x; only 0x08, unsigned bytes, is read", content[2]);
    }
    int count = content[3];
    if (count < 1 || count > MOST_DIMENSIONS) {
      throw wrong(file, "byte 3 says %d dimensions; 1 (labels) or 3 (images) are usual", count);
    }
    if (content.length < header(count)) {
      throw wrong(
          file, "it ends after %d bytes, within its header of %d", content.length, header(count));
    }
    int[] dimensions = new int[count];
    long values = 1;
    for (int i = 0; i < count; i++) {
      dimensions[i] = ByteBuffer.wrap(content).getInt(4 + 4 * i);
      if (dimensions[i] < 1 || values * dimensions[i] > Integer.MAX_VALUE) {
        throw wrong(file, "bytes %d to %d say a size of %d", 4 + 4 * i, 7 + 4 * i, dimensions[i]);
      }
      values *= dimensions[i];
    }
    return dimensions;
  }

  private static byte[] content(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e), e);
    }
    if (bytes.length < 2 || (bytes[0] & 0xff) != GZIP_FIRST || (bytes[1] & 0xff) != GZIP_SECOND) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new SetupException(
          "%s: not a whole gzip file (%s); it is damaged or cut short"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * The pictures, if these are the file's content.
   *
   * @throws SetupException if it is not three-dimensional
   */
  public List<Image> images() {
    requireDimensions(3, "images: count, height and width");
    int height = dimensions[1];
    int width = dimensions[2];
    List<Image> images = new ArrayList<>(dimensions[0]);
    for (int i = 0; i < dimensions[0]; i++) {
      int from = i * height * width;
      images.add(
          new Image(width, height, 1, Arrays.copyOfRange(values, from, from + height * width)));
    }
    return List.copyOf(images);
  }

  /**
   * The labels, if these are the file's content.
   *
   * @param classes how many there are; labels run from 0
   * @throws SetupException if it is not one-dimensional or a label is too large
   */
  public int[] labels(int classes) {
    requireDimensions(1, "labels: their count");
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = values[i] & 0xff;
      if (labels[i] >= classes) {
        throw wrong(file, "label %d is %d; valid are 0 to %d", i, labels[i], classes - 1);
      }
    }
    return labels;
  }

  private void requireDimensions(int count, String meaning) {
    if (dimensions.length != count) {
      throw wrong(
          file,
          "it has the dimensions %s, where %d are expected of %s",
          sizes(dimensions),
          count,
          meaning);
    }
  }

  /** Checksum of the content without compression: equal for copies compressed differently. */
  public String sha256() {
    return sha256;
  }

  /** The file, as errors name it. */
  public Path file() {
    return file;
  }

  private static String sizes(int[] dimensions) {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toString)
        .reduce((a, b) -> a + "×" + b)
        .orElseThrow();
  }

  private static String hex(byte[] bytes, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append("%02x".formatted(bytes[i]));
    }
    return count == 0 ? "nothing" : text.toString();
  }

  private static SetupException wrong(Path file, String what, Object... values) {
    return new SetupException(
        "%s is no idx file as expected: %s".formatted(file, what.formatted(values)));
  }
}
