package dev.assay.data;

import dev.assay.SetupException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches published data sets into a folder, over HTTP, from the addresses that the set names.
 *
 * <p>A file appears in its place only once its size and sha256 are those of the set; until then it
 * grows beside it as {@code NAME.part}, and a pull that was cut off goes on from there. A file that
 * is already right is left alone; one that differs is replaced. Used by one thread at a time.
 */
public final class DataPull {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final boolean offline;
  private final Duration patience;

  /** Told how far a pull is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * More of a file is at hand.
     *
     * @param done bytes of it so far
     * @param total bytes of it in all
     */
    void on(DataFile file, long done, long total);
  }

  /**
   * A pull into a folder, which need not exist yet.
   *
   * @param offline whether the network must not be used: whatever is missing is then an error
   */
  public DataPull(Path folder, boolean offline) {
    this(folder, offline, PATIENCE);
  }

  /** With a limit to the time that a server may stay silent. */
  DataPull(Path folder, boolean offline, Duration patience) {
    this.folder = folder.toAbsolutePath().normalize();
    this.offline = offline;
    this.patience = patience;
  }

  /**
   * Fetches what is missing of a data set.
   *
   * @throws SetupException if a file cannot be had or is not the published one, saying what to do
   */
  public void pull(DataSet set, Progress progress) {
    Map<DataFile, Path> wanted = new LinkedHashMap<>();
    for (DataFile file : set.files()) {
      Path place = place(set, file);
      if (DataStore.intact(place, file)) {
        progress.on(file, file.bytes(), file.bytes());
      } else {
        wanted.put(file, place);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    if (offline) {
      throw offline(set, wanted);
    }
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    wanted.forEach((file, place) -> new Download(client, file, place, patience).run(progress));
  }

  private Path place(DataSet set, DataFile file) {
    Path place = folder.resolve(file.path()).normalize();
    if (!place.startsWith(folder) || place.equals(folder)) {
      throw new SetupException(
          "data set '%s' names the file '%s', which is not inside the data folder %s; nothing was pulled"
              .formatted(set.name(), file.path(), folder));
    }
    return place;
  }

  private static SetupException offline(DataSet set, Map<DataFile, Path> wanted) {
    DataFile file = wanted.keySet().iterator().next();
    return new SetupException(
        "data set '%s' cannot be pulled in offline mode: %d of %d files are missing or differ. Pull it while online, or fetch the files by hand (%s), for example %s into %s"
            .formatted(
                set.name(),
                wanted.size(),
                set.files().size(),
                set.homepage(),
                file.url(),
                wanted.get(file)));
  }
}
