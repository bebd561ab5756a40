package dev.assay.benchmarks.images.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's file format (numpy.org/doc/stable/reference/generated/numpy.lib.format.html,
 * versions 1 to 3): little-endian numbers of four or eight bytes in C or Fortran order, or a text.
 *
 * @param type NumPy's name of the type: {@code <f8}
 * @param columnsFirst whether the first index runs fastest (Fortran order)
 * @param shape length of each dimension; empty for a single value
 * @param data little-endian
 */
record NumpyArray(String type, boolean columnsFirst, int[] shape, ByteBuffer data) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Charset TEXT = Charset.forName("UTF-32LE");
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
  private static final Pattern KNOWN_TYPE = Pattern.compile("<[fi][48]|<U\\d{1,6}");

  /** A C-ordered array of doubles. */
  static NumpyArray of(double[] values, int... shape) {
    ByteBuffer data = littleEndian(8 * values.length);
    data.asDoubleBuffer().put(values);
    return new NumpyArray("<f8", false, shape, data);
  }

  /** A single integer. */
  static NumpyArray of(long value) {
    return new NumpyArray("<i8", false, new int[0], littleEndian(8).putLong(0, value));
  }

  /** A text. */
  static NumpyArray of(String text) {
    byte[] bytes = text.getBytes(TEXT);
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new NumpyArray("<U" + bytes.length / 4, false, new int[0], data);
  }

  /**
   * Reads a file's content.
   *
   * @throws IllegalArgumentException saying what is wrong with it and what would be valid
   */
  static NumpyArray read(byte[] file) {
    if (file.length < 12 || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("is not in NumPy's format (.npy)");
    }
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int version = file[MAGIC.length];
    long headerLength = version == 1 ? buffer.getShort(8) & 0xffff : buffer.getInt(8) & 0xffffffffL;
    int headerStart = version == 1 ? 10 : 12;
    if (version < 1 || version > 3 || headerStart + headerLength > file.length) {
      throw new IllegalArgumentException(
          "has a damaged header or a version of NumPy's format that is none of 1 to 3");
    }
    int dataStart = headerStart + (int) headerLength;
    String header = new String(file, headerStart, (int) headerLength, StandardCharsets.UTF_8);
    String type = field(TYPE, "descr", header);
    if (!KNOWN_TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "has the type '%s'; valid: '<f4' and '<f8' (little-endian float32 and float64)"
              .formatted(type));
    }
    int[] shape =
        Arrays.stream(field(SHAPE, "shape", header).split(","))
            .map(String::strip)
            .filter(length -> !length.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    ByteBuffer data =
        buffer.slice(dataStart, file.length - dataStart).order(ByteOrder.LITTLE_ENDIAN);
    NumpyArray array =
        new NumpyArray(type, field(ORDER, "fortran_order", header).equals("True"), shape, data);
    if (array.size() * array.bytes() != data.capacity()) {
      throw new IllegalArgumentException(
          "has %d bytes of data, but the shape %s of '%s' needs %d"
              .formatted(
                  data.capacity(), Arrays.toString(shape), type, array.size() * array.bytes()));
    }
    return array;
  }

  private static String field(Pattern pattern, String name, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("has a header without a valid '%s'".formatted(name));
    }
    return matcher.group(1);
  }

  /** The file's content, in version 1 of the format. */
  byte[] write() {
    StringBuilder lengths = new StringBuilder();
    for (int length : shape) {
      lengths.append(length).append(", ");
    }
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
            .formatted(type, columnsFirst ? "True" : "False", lengths.toString().strip());
    int used = MAGIC.length + 4 + header.length() + 1;
    String padding = " ".repeat((ALIGNMENT - used % ALIGNMENT) % ALIGNMENT);
    byte[] text = (header + padding + "\n").getBytes(StandardCharsets.US_ASCII);
    return littleEndian(MAGIC.length + 4 + text.length + data.capacity())
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length)
        .put(text)
        .put(data.duplicate().rewind())
        .array();
  }

  /** Numbers in C order: the last index runs fastest. */
  double[] numbers() {
    double[] stored = new double[(int) size()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] =
          switch (type) {
            case "<f4" -> data.getFloat(4 * i);
            case "<f8" -> data.getDouble(8 * i);
            case "<i4" -> data.getInt(4 * i);
            case "<i8" -> data.getLong(8 * i);
            default -> throw new IllegalArgumentException("is a text, not numbers");
          };
    }
    return columnsFirst && shape.length == 2 ? transposed(stored) : stored;
  }

  private double[] transposed(double[] stored) {
    double[] values = new double[stored.length];
    for (int row = 0; row < shape[0]; row++) {
      for (int column = 0; column < shape[1]; column++) {
        values[row * shape[1] + column] = stored[column * shape[0] + row];
      }
    }
    return values;
  }

  /** The one number that there is. */
  long integer() {
    if (isText() || size() != 1) {
      throw new IllegalArgumentException("is not a single integer");
    }
    return (long) numbers()[0];
  }

  /** The text, without the zeros that fill it up. */
  String text() {
    if (!isText() || shape.length > 0) {
      throw new IllegalArgumentException("is not a text");
    }
    byte[] bytes = new byte[data.capacity()];
    data.get(0, bytes);
    String text = new String(bytes, TEXT);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Whether the numbers have 24 bits only. */
  boolean isSinglePrecision() {
    return type.equals("<f4");
  }

  private boolean isText() {
    return type.startsWith("<U");
  }

  private long bytes() {
    int size = Integer.parseInt(type.substring(2));
    return isText() ? 4L * size : size;
  }

  private long size() {
    return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
