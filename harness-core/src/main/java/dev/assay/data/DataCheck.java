package dev.assay.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of one file of a data set when it was verified.
 *
 * @param set the data set
 * @param file the file as published
 * @param status whether it is at hand, byte for byte
 * @param path where it was found; absent if it is missing
 */
public record DataCheck(DataSet set, DataFile file, Status status, Optional<Path> path) {
  /** Whether a file is at hand. */
  public enum Status {
    /** At hand, as published. */
    OK,
    /** In none of the data folders. */
    MISSING,
    /** At hand, but its size or checksum is not the published one. */
    DIFFERS
  }
}
