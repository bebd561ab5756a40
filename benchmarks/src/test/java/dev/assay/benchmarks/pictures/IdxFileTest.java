package dev.assay.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmarks.PublishedData;
import dev.assay.model.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {
  private Path file;

  @BeforeEach
  @BeforeProperty
  void make() throws IOException {
    file = Files.createTempFile("images", ".idx");
  }

  @AfterEach
  @AfterProperty
  void remove() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 100)
  void imagesAreReadAsWrittenCompressedOrNot(
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @IntRange(min = 1, max = 7) int height,
      @ForAll @IntRange(min = 1, max = 7) int width,
      @ForAll byte fill,
      @ForAll boolean compressed)
      throws IOException {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (fill + 31 * i);
    }
    byte[] content = idx(pixels, count, height, width);
    Files.write(file, compressed ? gzip(content) : content);

    List<Image> images = IdxFile.read(file).images();

    assertThat(images).hasSize(count);
    for (int i = 0; i < count; i++) {
      int from = i * height * width;
      assertThat(images.get(i))
          .isEqualTo(
              new Image(width, height, 1, Arrays.copyOfRange(pixels, from, from + height * width)));
    }
  }

  @Property(tries = 100)
  void whatIsCutShortAnywhereIsRefusedByName(
      @ForAll @IntRange(max = 43) int kept, @ForAll boolean compressed) throws IOException {
    byte[] whole = idx(new byte[28], 7, 2, 2); // 16 bytes of header, 28 of pixels
    byte[] content = compressed ? gzip(Arrays.copyOf(whole, kept)) : Arrays.copyOf(whole, kept);
    Files.write(file, content);

    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(file.toString());
  }

  @Property(tries = 30)
  void aDamagedCompressionIsRefusedByName(@ForAll @IntRange(min = 2, max = 40) int kept)
      throws IOException {
    byte[] compressed = gzip(idx(new byte[1000], 10, 10, 10));
    Files.write(file, Arrays.copyOf(compressed, Math.min(kept, compressed.length - 1)));

    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not a whole gzip file");
  }

  @ParameterizedTest
  @CsvSource({
    "01000803, it begins with 01 00 08 03",
    "00000d03, byte 2 says type 0x0d",
    "00000800, byte 3 says 0 dimensions",
    "0000080300000001, 'it ends after 8 bytes, within its header of 16'",
    "0000080100000000, bytes 4 to 7 say a size of 0",
    "00000801ffffffff, bytes 4 to 7 say a size of -1",
    "000008010000000205, 'its header says 2, which is 2 bytes, but 1 follow; it is cut short'",
    "0000080100000001050505, 'its header says 1, which is 1 bytes, but 3 follow; it is too long'"
  })
  void theErrorSaysWhatIsWrongWhere(String content, String message) throws IOException {
    Files.write(file, HexFormat.of().parseHex(content));

    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(message);
  }

  @Test
  void labelsAreNoImagesAndMustBeClasses() throws IOException {
    Files.write(file, idx(new byte[] {3, 9, 10}, 3));
    IdxFile labels = IdxFile.read(file);

    assertThat(labels.labels(11)).containsExactly(3, 9, 10);
    assertThatThrownBy(() -> labels.labels(10))
        .hasMessageContaining("label 2 is 10; valid are 0 to 9");
    assertThatThrownBy(labels::images)
        .hasMessageContaining("it has the dimensions 3, where 3 are expected of images");
  }

  @Test
  void theChecksumIsThatOfTheContentHoweverItIsCompressed() throws IOException {
    byte[] content = idx(new byte[] {1, 2}, 2);
    Files.write(file, content);
    String plain = IdxFile.read(file).sha256();
    Files.write(file, gzip(content));

    assertThat(IdxFile.read(file).sha256()).isEqualTo(plain);
  }

  @Test
  void theTestSplitOfMnistIsRead() {
    IdxFile images = IdxFile.read(PublishedData.file("mnist/t10k-images-idx3-ubyte.gz"));
    IdxFile labels = IdxFile.read(PublishedData.file("mnist/t10k-labels-idx1-ubyte.gz"));

    assertThat(images.images()).hasSize(10_000);
    assertThat(images.images().get(0).shape()).isEqualTo("28×28, grey");
    // zcat t10k-labels-idx1-ubyte.gz | xxd -s 8 -l 5
    assertThat(labels.labels(10)).hasSize(10_000).startsWith(7, 2, 1, 0, 4);
  }

  private static byte[] idx(byte[] values, int... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    bytes.putInt(0x0800 | dimensions.length);
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
    }
    return bytes.put(values).array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
