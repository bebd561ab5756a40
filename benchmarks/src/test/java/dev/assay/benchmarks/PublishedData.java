package dev.assay.benchmarks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.data.DataStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder of real data sets, where there is one: {@code ASSAY_DATA} or beside the project. */
public final class PublishedData {
  private PublishedData() {}

  /** A store over the folder; skips the test if a file it needs is not there. */
  public static DataStore with(String file) {
    file(file);
    return new DataStore(List.of(folder()));
  }

  /** A file in the folder; skips the test if it is not there. */
  public static Path file(String file) {
    Path path = folder().resolve(file);
    assumeTrue(Files.exists(path), path + " is not at hand; set ASSAY_DATA to run this test");
    return path;
  }

  private static Path folder() {
    return Path.of(Optional.ofNullable(System.getenv("ASSAY_DATA")).orElse("../../shared/data"));
  }
}
