package dev.assay.blt;

import dev.assay.SetupException;
import dev.assay.onnx.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tables of n-gram embeddings, mapped into memory: only rows that a text takes are ever read,
 * of files of any size. Safe for use by several threads.
 */
final class NgramTables {
  /** A mapping holds at most 2 GiB; larger files get several. */
  private static final long MAPPED_BYTES = 1L << 30;

  private static final float[] HALVES = halves();

  private final NgramHash hash;
  private final ElementType type;
  private final int width;
  private final long rowsMapped;
  private final List<ByteBuffer> parts = new ArrayList<>();

  private NgramTables(NgramHash hash, ElementType type, int width, long rowsMapped) {
    this.hash = hash;
    this.type = type;
    this.width = width;
    this.rowsMapped = rowsMapped;
  }

  /**
   * Maps a file of all tables one after another, each {@code [rows, width]}, little-endian.
   *
   * @throws SetupException if the file is missing or has another size
   */
  static NgramTables map(Path file, NgramHash hash, ElementType type, int width) {
    return map(file, hash, type, width, MAPPED_BYTES);
  }

  static NgramTables map(Path file, NgramHash hash, ElementType type, int width, long mappedBytes) {
    long rowBytes = (long) width * type.bytes();
    long expected = (long) hash.tables() * hash.rows() * rowBytes;
    if (!Files.isRegularFile(file)) {
      throw new SetupException("the n-gram tables are missing: there is no file " + file);
    }
    long rowsMapped = Math.max(1, mappedBytes / rowBytes);
    NgramTables tables = new NgramTables(hash, type, width, rowsMapped);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != expected) {
        throw new SetupException(
            "%s has %,d bytes instead of %,d: %d tables of %,d rows of %d numbers of %d bytes"
                .formatted(
                    file,
                    channel.size(),
                    expected,
                    hash.tables(),
                    hash.rows(),
                    width,
                    type.bytes()));
      }
      long part = rowsMapped * rowBytes;
      for (long from = 0; from < expected; from += part) {
        long bytes = Math.min(part, expected - from);
        tables.parts.add(
            channel.map(FileChannel.MapMode.READ_ONLY, from, bytes).order(ByteOrder.LITTLE_ENDIAN));
      }
      return tables;
    } catch (IOException e) {
      throw new SetupException("cannot map %s into memory: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Looks rows up; for one thread. */
  final class Lookup {
    private final long[] rows = new long[hash.tables()];
    private final float[] numbers = new float[width];
    private final short[] halves = new short[type == ElementType.FLOAT16 ? width : 0];
    private final float[] sum = new float[width];

    /**
     * The sum of the rows that a position takes, added in float32 and in the tables' order; valid
     * until the next call.
     */
    float[] embedding(int[] ids, int position) {
      hash.rows(ids, position, rows);
      Arrays.fill(sum, 0);
      for (long row : rows) {
        read(row);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += numbers[i];
        }
      }
      return sum;
    }

    private void read(long row) {
      ByteBuffer part = parts.get((int) (row / rowsMapped));
      int at = (int) (row % rowsMapped) * width;
      if (type == ElementType.FLOAT32) {
        part.asFloatBuffer().get(at, numbers);
        return;
      }
      part.asShortBuffer().get(at, halves);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = HALVES[halves[i] & 0xFFFF];
      }
    }
  }

  /** What each 16-bit pattern stands for in IEEE 754's binary16. */
  private static float[] halves() {
    float[] values = new float[1 << 16];
    IntStream.range(0, values.length).forEach(bits -> values[bits] = half(bits));
    return values;
  }

  private static float half(int bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float size =
        exponent == 0x1F
            ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
            : exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb(1 + fraction / 1024f, exponent - 15);
    return bits >= 0x8000 ? -size : size;
  }
}
