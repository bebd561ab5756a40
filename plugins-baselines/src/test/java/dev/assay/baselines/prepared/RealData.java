package dev.assay.baselines.prepared;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Published files, read where they are at hand: in ASSAY_DATA, or beside the project. */
public final class RealData {
  private RealData() {}

  /** A folder of the real data; skips the test where it is absent. */
  public static Path folder(String name) {
    Path root =
        Path.of(Optional.ofNullable(System.getenv("ASSAY_DATA")).orElse("../../shared/data"));
    Path folder = root.resolve(name);
    assumeTrue(
        Files.isDirectory(folder),
        () -> "skipped: no " + folder + "; set ASSAY_DATA to the folder that holds " + name);
    return folder;
  }
}
