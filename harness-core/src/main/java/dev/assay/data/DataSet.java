package dev.assay.data;

import java.util.List;

/**
 * A published data set that benchmarks read.
 *
 * @param name the name users write, for example {@code cute}
 * @param title its proper name
 * @param licence its licence, shown before anything is pulled
 * @param homepage where it is described
 * @param files its files
 */
public record DataSet(
    String name, String title, String licence, String homepage, List<DataFile> files) {
  public DataSet {
    files = List.copyOf(files);
  }
}
