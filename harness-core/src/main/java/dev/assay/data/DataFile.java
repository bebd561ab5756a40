package dev.assay.data;

/**
 * A file of a data set.
 *
 * @param path where it lies under the data folder, with forward slashes, for example {@code
 *     cute/spell.tsv}
 * @param url where it can be had
 * @param sha256 lower-case hexadecimal checksum of its content
 * @param bytes its size
 */
public record DataFile(String path, String url, String sha256, long bytes) {}
