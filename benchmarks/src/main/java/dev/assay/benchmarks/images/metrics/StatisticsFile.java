package dev.assay.benchmarks.images.metrics;

import dev.assay.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Feature statistics as a NumPy archive, a zip of arrays: {@code mu} and {@code sigma} as all FID
 * programs have them; Assay adds {@code n} and {@code extractor}.
 */
final class StatisticsFile {
  private static final String SUFFIX = ".npy";
  private static final double FLOAT_PRECISION = 0x1p-24;

  /** Asymmetry of a covariance, relative to its largest number, that rounding explains. */
  private static final double ROUNDING = 1e-4;

  private final Path path;
  private final ZipFile zip;

  private StatisticsFile(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  static FeatureStatistics read(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return new StatisticsFile(path, zip).statistics();
    } catch (ZipException e) {
      throw new SetupException(
          "%s is not a NumPy archive (.npz) of feature statistics: %s"
              .formatted(path, e.getMessage()),
          e);
    } catch (NoSuchFileException e) {
      throw new SetupException("there is no file %s with feature statistics".formatted(path), e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private FeatureStatistics statistics() throws IOException {
    NumpyArray mu = required("mu");
    NumpyArray sigma = required("sigma");
    int width = mu.shape().length == 1 ? mu.shape()[0] : 0;
    if (width == 0) {
      throw wrong("mu", "has the shape %s; expected are the means of d features, [d]", mu);
    }
    if (!Arrays.equals(sigma.shape(), new int[] {width, width})) {
      throw wrong(
          "sigma",
          "has the shape %s; expected is [" + width + ", " + width + "], as mu has it",
          sigma);
    }
    double[] mean = finite("mu", mu);
    DMatrixRMaj covariance = DMatrixRMaj.wrap(width, width, finite("sigma", sigma));
    requireCovariance(covariance);
    return new FeatureStatistics(
        from("extractor", array("extractor"), NumpyArray::text),
        from("n", array("n"), NumpyArray::integer)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        mean,
        new Covariance.OfMatrix(
            covariance, sigma.isSinglePrecision() ? FLOAT_PRECISION : Math.ulp(1.0)));
  }

  private void requireCovariance(DMatrixRMaj matrix) {
    double largest = 0;
    double asymmetry = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < matrix.numRows; i++) {
      least = Math.min(least, matrix.get(i, i));
      for (int j = 0; j < i; j++) {
        largest = Math.max(largest, Math.abs(matrix.get(i, j)));
        asymmetry = Math.max(asymmetry, Math.abs(matrix.get(i, j) - matrix.get(j, i)));
      }
    }
    if (asymmetry > ROUNDING * largest || least < 0) {
      throw new SetupException(
          "%s: the array 'sigma' is no covariance: it %s"
              .formatted(path, least < 0 ? "has a negative variance" : "is not symmetric"));
    }
  }

  private NumpyArray required(String name) throws IOException {
    return array(name)
        .orElseThrow(
            () -> {
              TreeSet<String> present = new TreeSet<>();
              zip.stream().map(ZipEntry::getName).forEach(present::add);
              return new SetupException(
                  "%s has no array '%s'; feature statistics are the arrays 'mu' and 'sigma', and this archive has %s"
                      .formatted(
                          path, name, present.isEmpty() ? "none" : String.join(", ", present)));
            });
  }

  private Optional<NumpyArray> array(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + SUFFIX);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return from(name, Optional.of(in.readAllBytes()), NumpyArray::read);
    }
  }

  private double[] finite(String name, NumpyArray array) {
    double[] numbers =
        from(name, Optional.of(array), NumpyArray::numbers).orElseThrow(IllegalStateException::new);
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new SetupException(
            "%s: the array '%s' holds %s at place %d; all its numbers must be finite"
                .formatted(path, name, numbers[i], i));
      }
    }
    return numbers;
  }

  /** What is wrong with an array gets the names of file and array. */
  private <A, B> Optional<B> from(String name, Optional<A> array, Function<A, B> reading) {
    try {
      return array.map(reading);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SetupException("%s: the array '%s' %s".formatted(path, name, e.getMessage()), e);
    }
  }

  private SetupException wrong(String name, String what, NumpyArray array) {
    return new SetupException(
        "%s: the array '%s' %s"
            .formatted(path, name, what.formatted(Arrays.toString(array.shape()))));
  }

  static void write(Path path, FeatureStatistics statistics) {
    int width = statistics.width();
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("mu", NumpyArray.of(statistics.mean(), width));
    arrays.put("sigma", NumpyArray.of(statistics.covariance().matrix().data, width, width));
    statistics.count().ifPresent(n -> arrays.put("n", NumpyArray.of(n)));
    statistics.extractor().ifPresent(name -> arrays.put("extractor", NumpyArray.of(name)));
    Path unfinished = path.resolveSibling("." + path.getFileName() + ".tmp");
    try {
      write(arrays, unfinished);
      Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new SetupException("cannot write %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static void write(Map<String, NumpyArray> arrays, Path path) throws IOException {
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // equal statistics, equal bytes
        zip.putNextEntry(entry);
        zip.write(array.getValue().write());
        zip.closeEntry();
      }
    }
  }
}
