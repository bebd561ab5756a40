package dev.assay.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run as the history knows it.
 *
 * @param id its identity, 64 hexadecimal digits; see {@link RunIdentity}
 * @param suite the suite's name
 * @param started beginning of the run as its manifest states it, ISO 8601 in UTC
 * @param added when it was recorded first, ISO 8601 in UTC
 * @param folder where it lay when it was recorded last
 * @param name the name it was given
 * @param verdict what a gate said of it
 * @param models names of its models
 * @param examples finished examples
 * @param failures failed examples among them
 */
public record RecordedRun(
    String id,
    String suite,
    String started,
    String added,
    Path folder,
    Optional<String> name,
    Optional<GateVerdict> verdict,
    List<String> models,
    long examples,
    long failures) {
  private static final int SHORT = 10;

  public RecordedRun {
    models = List.copyOf(models);
  }

  /** The beginning of the identity, which tells runs apart in tables. */
  public String shortId() {
    return shortened(id);
  }

  static String shortened(String id) {
    return id.substring(0, SHORT);
  }
}
