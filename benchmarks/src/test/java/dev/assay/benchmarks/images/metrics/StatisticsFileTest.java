package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsFileTest {
  private static final double[][] COVARIANCE = {{2, 0.5, 0.25}, {0.5, 1, 0.125}, {0.25, 0.125, 3}};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"doubles.npz", "floats-compressed.npz", "fortran-order.npz"})
  void filesThatNumPyWroteAreRead(String name) throws URISyntaxException {
    Path file = Path.of(StatisticsFileTest.class.getResource(name).toURI());

    FeatureStatistics statistics = FeatureStatistics.read(file);

    assertThat(statistics.mean()).containsExactly(1.5, -2, 0.25);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(statistics.covariance().matrix().get(i, j)).isEqualTo(COVARIANCE[i][j]);
      }
    }
    assertThat(statistics.count()).isEmpty();
    assertThat(statistics.extractor()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 300})
  void whatIsWrittenIsReadAgain(int images) {
    float[][] rows = HashedInputs.features(HashedInputs.REAL, images, 50);
    FeatureStatistics written = FeatureStatistics.of("mnist-cnn", rows);
    Path file = folder.resolve("reference.npz");
    written.write(file);
    written.write(file); // an older file is replaced

    FeatureStatistics read = FeatureStatistics.read(file);

    assertThat(read.mean()).containsExactly(written.mean());
    assertThat(read.covariance().matrix().get(7, 3))
        .isEqualTo(written.covariance().matrix().get(7, 3));
    assertThat(read.count()).hasValue(images);
    assertThat(read.extractor()).contains("mnist-cnn");
    assertThat(FrechetDistance.between(read, written)).isCloseTo(0, within(1e-6));
    assertThat(folder)
        .isDirectoryContaining("glob:**reference.npz")
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void equalStatisticsAreEqualFiles() throws IOException {
    FeatureStatistics statistics =
        FeatureStatistics.of("mnist-cnn", HashedInputs.features(HashedInputs.REAL, 9, 3));
    statistics.write(folder.resolve("a.npz"));
    statistics.write(folder.resolve("b.npz"));

    assertThat(Files.mismatch(folder.resolve("a.npz"), folder.resolve("b.npz"))).isEqualTo(-1);
  }

  @Test
  void aFileThatIsMissingOrNoArchiveIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npz"), "mu");

    assertError(folder.resolve("none.npz"), "there is no file");
    assertError(text, "text.npz is not a NumPy archive (.npz) of feature statistics");
  }

  @Test
  void anArchiveWithoutTheArraysSaysWhatItHas() throws IOException {
    Path file =
        archive(Map.of("mu", NumpyArray.of(new double[] {1}, 1), "arr_0", NumpyArray.of(1)));

    assertError(file, "has no array 'sigma'", "this archive has arr_0.npy, mu.npy");
  }

  @Test
  void arraysOfTheWrongShapeSayWhatIsExpected() throws IOException {
    assertError(
        archive(NumpyArray.of(new double[4], 2, 2), NumpyArray.of(new double[4], 2, 2)),
        "the array 'mu' has the shape [2, 2]; expected are the means of d features, [d]");
    assertError(
        archive(NumpyArray.of(new double[2], 2), NumpyArray.of(new double[6], 3, 2)),
        "the array 'sigma' has the shape [3, 2]; expected is [2, 2], as mu has it");
  }

  @Test
  void arraysOfOtherTypesAreRefused() throws IOException {
    NumpyArray sigma = NumpyArray.of(new double[] {1}, 1, 1);
    byte[] bigEndian = text(NumpyArray.of(new double[] {1}, 1), "<f8", ">f8");
    assertError(
        archiveOf(Map.of("mu", bigEndian, "sigma", sigma.write())),
        "the array 'mu' has the type '>f8'; valid: '<f4' and '<f8'");
    assertError(
        archive(NumpyArray.of(new double[1], 1), NumpyArray.of("sigma")),
        "the array 'sigma' has the shape []");
    assertError(
        archiveOf(Map.of("mu", "mu".getBytes(StandardCharsets.UTF_8), "sigma", sigma.write())),
        "the array 'mu' is not in NumPy's format (.npy)");
    byte[] tooLong = text(NumpyArray.of(new double[] {1}, 1), "(1,)", "(2,)");
    assertError(
        archiveOf(Map.of("mu", tooLong, "sigma", sigma.write())),
        "the array 'mu' has 8 bytes of data, but the shape [2] of '<f8' needs 16");
  }

  @Test
  void numbersOfImagesAndNamesOfExtractorsAreSingle() throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("mu", NumpyArray.of(new double[] {1}, 1));
    arrays.put("sigma", NumpyArray.of(new double[] {1}, 1, 1));
    arrays.put("n", NumpyArray.of(new double[0], 0));
    assertError(archive(arrays), "the array 'n' is not a single integer");

    arrays.remove("n");
    arrays.put("extractor", NumpyArray.of(7));
    assertError(archive(arrays), "the array 'extractor' is not a text");
  }

  @Test
  void whatIsNoCovarianceIsRefused() throws IOException {
    NumpyArray mu = NumpyArray.of(new double[] {1, 2}, 2);
    assertError(
        archive(mu, NumpyArray.of(new double[] {1, 0.5, 0.2, 1}, 2, 2)),
        "'sigma' is no covariance: it is not symmetric");
    assertError(
        archive(mu, NumpyArray.of(new double[] {1, 0, 0, -1}, 2, 2)),
        "'sigma' is no covariance: it has a negative variance");
    assertError(
        archive(mu, NumpyArray.of(new double[] {1, 0, 0, Double.NaN}, 2, 2)),
        "the array 'sigma' holds NaN at place 3; all its numbers must be finite");
  }

  private static void assertError(Path file, String... parts) {
    assertThatThrownBy(() -> FeatureStatistics.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContainingAll(parts);
  }

  private Path archive(NumpyArray mu, NumpyArray sigma) throws IOException {
    return archive(Map.of("mu", mu, "sigma", sigma));
  }

  private Path archive(Map<String, NumpyArray> arrays) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    arrays.forEach((name, array) -> files.put(name, array.write()));
    return archiveOf(files);
  }

  private Path archiveOf(Map<String, byte[]> files) throws IOException {
    Path file = Files.createTempFile(folder, "archive", ".npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  /** The file's content with a part of its header replaced by one of the same length. */
  private static byte[] text(NumpyArray array, String part, String replacement) {
    String content = new String(array.write(), StandardCharsets.ISO_8859_1);
    return content.replace(part, replacement).getBytes(StandardCharsets.ISO_8859_1);
  }
}
