package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.onnx.ElementType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramTablesTest {
  private static final int[] TEXT = ByteIds.row(ByteIds.utf8("my name is"));
  private static final NgramHash SMALL = new NgramHash(List.of(3, 5), 1, 7);

  @TempDir Path folder;

  /** A file in which number i of row r is 100 r + i. */
  private Path counting(NgramHash hash, int width) throws IOException {
    ByteBuffer all =
        ByteBuffer.allocate(hash.tables() * hash.rows() * width * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < hash.tables() * hash.rows(); row++) {
      for (int i = 0; i < width; i++) {
        all.putFloat(100 * row + i);
      }
    }
    return Files.write(folder.resolve("hash.bin"), all.array());
  }

  @Test
  void anEmbeddingIsTheSumOfOneRowOfEachTable() throws IOException {
    NgramTables tables = NgramTables.map(counting(SMALL, 3), SMALL, ElementType.FLOAT32, 3);
    long[] rows = new long[2];
    SMALL.rows(TEXT, 4, rows);
    float sum = 100 * (rows[0] + rows[1]);
    assertThat(tables.new Lookup().embedding(TEXT, 4)).containsExactly(sum, sum + 2, sum + 4);
  }

  @Test
  void itDoesNotMatterInHowManyPartsTheFileIsMapped() throws IOException {
    Path file = counting(SMALL, 3);
    NgramTables.Lookup whole = NgramTables.map(file, SMALL, ElementType.FLOAT32, 3).new Lookup();
    for (long part : new long[] {1, 12, 30, 100}) {
      NgramTables.Lookup parts =
          NgramTables.map(file, SMALL, ElementType.FLOAT32, 3, part).new Lookup();
      for (int position = 0; position < TEXT.length; position++) {
        assertThat(parts.embedding(TEXT, position)).isEqualTo(whole.embedding(TEXT, position));
      }
    }
  }

  @Test
  void halfPrecisionIsWidened() throws IOException {
    NgramHash one = new NgramHash(List.of(3), 1, 1);
    // IEEE 754 binary16: 1, -2, 65504 (largest), 2^-24 (smallest), 0.333251953125, -0
    short[] bits = {0x3C00, (short) 0xC000, 0x7BFF, 0x0001, 0x3555, (short) 0x8000};
    ByteBuffer all = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : bits) {
      all.putShort(value);
    }
    Path file = Files.write(folder.resolve("half.bin"), all.array());
    assertThat(NgramTables.map(file, one, ElementType.FLOAT16, 6).new Lookup().embedding(TEXT, 0))
        .containsExactly(1, -2, 65504, (float) Math.pow(2, -24), 0.333251953125f, 0);
  }

  @Test
  void filesLargerThanTwoGibibytesAreMappedInParts() throws IOException {
    NgramHash large = new NgramHash(List.of(3, 4, 5, 6, 7, 8), 1, 500_002);
    int width = 256;
    Path file = folder.resolve("large.bin");
    long[] rows = new long[6];
    large.rows(TEXT, 10, rows);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(6L * 500_002 * width * Float.BYTES);
      sparse.seek(rows[5] * width * Float.BYTES);
      sparse.writeInt(Integer.reverseBytes(Float.floatToIntBits(42)));
    }
    assertThat(Files.size(file)).isGreaterThan(2L << 30);
    NgramTables tables = NgramTables.map(file, large, ElementType.FLOAT32, width);
    assertThat(tables.new Lookup().embedding(TEXT, 10)[0]).isEqualTo(42);
    assertThat(tables.new Lookup().embedding(TEXT, 9)[0]).isZero();
  }

  @Test
  void aFileOfAnotherSizeIsRefused() throws IOException {
    Path file = counting(SMALL, 3);
    assertThatThrownBy(() -> NgramTables.map(file, SMALL, ElementType.FLOAT32, 4))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("hash.bin has 168 bytes instead of 224: 2 tables of 7 rows");
    assertThatThrownBy(
            () -> NgramTables.map(folder.resolve("no.bin"), SMALL, ElementType.FLOAT32, 3))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("there is no file");
  }
}
