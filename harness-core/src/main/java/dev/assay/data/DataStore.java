package dev.assay.data;

import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The folders in which data sets are looked for, first match wins: those of {@code --data-dir} and
 * {@code ASSAY_DATA}, then the folder that {@code assay data pull} fills. Read-only.
 */
public final class DataStore {
  private final List<Path> folders;

  /** A store over the given folders, in order of preference; they need not exist. */
  public DataStore(List<Path> folders) {
    this.folders = folders.stream().map(f -> f.toAbsolutePath().normalize()).toList();
  }

  /** The folders looked in. */
  public List<Path> folders() {
    return folders;
  }

  /**
   * Finds a file.
   *
   * @param path relative path with forward slashes
   * @throws IllegalArgumentException if the path would leave the data folder
   */
  public Optional<Path> find(String path) {
    for (Path folder : folders) {
      Path file = folder.resolve(path).normalize();
      if (!file.startsWith(folder)) {
        throw new IllegalArgumentException("'" + path + "' leaves the data folder");
      }
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds a file that a data set should hold.
   *
   * @throws SetupException that says where it was looked for and how to get it
   */
  public Path require(String dataSet, String path) {
    return find(path)
        .orElseThrow(
            () ->
                new SetupException(
                    "data set '%s' is not at hand: no file %s in %s. Get it with `assay data pull %s`, or name the folder that holds it with --data-dir or ASSAY_DATA."
                        .formatted(
                            dataSet,
                            path,
                            folders.isEmpty()
                                ? "any data folder (none is set)"
                                : folders.stream()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(", ")),
                            dataSet)));
  }

  /** Compares each file of a data set, as {@link #find} finds it, with what was published. */
  public List<DataCheck> verify(DataSet set) {
    return set.files().stream().map(file -> check(set, file)).toList();
  }

  private DataCheck check(DataSet set, DataFile file) {
    Optional<Path> path = find(file.path());
    DataCheck.Status status =
        path.map(p -> intact(p, file) ? DataCheck.Status.OK : DataCheck.Status.DIFFERS)
            .orElse(DataCheck.Status.MISSING);
    return new DataCheck(set, file, status, path);
  }

  /** Whether a path holds the file as published. */
  static boolean intact(Path path, DataFile file) {
    try {
      return Files.isRegularFile(path)
          && Files.size(path) == file.bytes()
          && Sha256.of(path).equals(file.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
