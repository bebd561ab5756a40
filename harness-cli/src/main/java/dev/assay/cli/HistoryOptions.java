package dev.assay.cli;

import dev.assay.history.History;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the history lies. */
final class HistoryOptions {
  private static final String DEFAULT = "assay-history.db";

  @Option(
      names = "--db",
      paramLabel = "PLACE",
      description = {
        "The history: a file (SQLite) or jdbc:postgresql://HOST/DATABASE with user and password in"
            + " PGUSER and PGPASSWORD. Also: ASSAY_HISTORY. Default: "
            + DEFAULT
            + " in this folder."
      })
  private @Nullable String place;

  private String place(Terminal terminal) {
    return Optional.ofNullable(place)
        .or(() -> Optional.ofNullable(terminal.environment().get("ASSAY_HISTORY")))
        .filter(p -> !p.isBlank())
        .orElse(DEFAULT);
  }

  /** The history, which must have been begun. */
  History open(Terminal terminal) {
    return History.open(place(terminal), terminal.environment());
  }

  /** The history, begun if it is not there. */
  History openOrCreate(Terminal terminal) {
    return History.openOrCreate(place(terminal), terminal.environment());
  }
}
