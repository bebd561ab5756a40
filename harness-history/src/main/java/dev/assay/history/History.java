package dev.assay.history;

import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finished runs over time, in an SQLite file or on a PostgreSQL server.
 *
 * <p>A run is recorded as a whole or not at all, in one transaction that is on the disk when {@link
 * #add} returns; recording it again replaces it. Several processes may write and read at once. Not
 * thread-safe.
 */
public final class History implements AutoCloseable {
  /** Selects the latest run that a gate passed. */
  public static final String LAST_GREEN = "last-green";

  private final Database database;
  private final Connection connection;
  private final RunTable runs;

  private History(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
    this.runs = new RunTable(connection);
  }

  /**
   * Opens a history, or begins one.
   *
   * @param place a file, or {@code jdbc:postgresql://HOST/DATABASE}
   * @param environment environment variables: {@code PGUSER} and {@code PGPASSWORD} are read
   * @throws SetupException if that is impossible
   */
  public static History openOrCreate(String place, Map<String, String> environment) {
    return open(Database.of(place, environment), true, Migrations.ALL);
  }

  /**
   * Opens a history that was begun before.
   *
   * @param place a file, or {@code jdbc:postgresql://HOST/DATABASE}
   * @param environment environment variables: {@code PGUSER} and {@code PGPASSWORD} are read
   * @throws SetupException if there is none
   */
  public static History open(String place, Map<String, String> environment) {
    return open(Database.of(place, environment), false, Migrations.ALL);
  }

  static History open(Database database, boolean create, Migrations migrations) {
    try {
      Connection connection = database.connect(create);
      try {
        History history = new History(database, connection);
        history.migrate(create, migrations);
        return history;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new SetupException(
          "cannot open the history %s: %s".formatted(database.place(), database.explain(e)), e);
    }
  }

  /** Writes nothing where nothing is missing, so that reading needs no right to write. */
  private void migrate(boolean create, Migrations migrations) throws SQLException {
    int version = Migrations.version(connection);
    migrations.requireKnown(version, database.place());
    if (version == 0 && !create) {
      throw new SetupException(
          "%s holds no history yet; `assay history add RUN` begins one"
              .formatted(database.place()));
    }
    if (version < migrations.latest()) {
      inTransaction(
          () -> {
            migrations.apply(connection, database.place());
            return version;
          });
    }
  }

  /** Something done to the database. */
  @FunctionalInterface
  private interface Work<T> {
    T done() throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try {
      database.begin(connection);
      T result = work.done();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw e;
    } finally {
      endTransaction();
    }
  }

  private void undo(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e); // the database undoes what was not committed when it is opened next
    }
  }

  private void endTransaction() {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The connection is of no more use, which the next statement will say.
    }
  }

  private <T> T read(Work<T> work) {
    try {
      return work.done();
    } catch (SQLException e) {
      throw new SetupException(
          "cannot read the history %s: %s".formatted(database.place(), database.explain(e)), e);
    }
  }

  /**
   * Records a finished run, or records it anew. A name or verdict that is not given stays as it
   * was; a name that another run had moves.
   *
   * @param folder the run's folder
   * @param name a name for the run, by which it is found as a baseline
   * @param verdict what a gate said of it
   * @throws SetupException if the folder holds no complete run, or the name is not allowed
   * @throws RunException if it cannot be written; the history is then as before
   */
  public Added add(RunFolder folder, Optional<String> name, Optional<GateVerdict> verdict) {
    name.ifPresent(RunName::require);
    RunEntry run = RunEntry.of(folder);
    try {
      return inTransaction(() -> runs.put(run, name, verdict));
    } catch (SQLException e) {
      throw new RunException(
          "cannot record %s in the history %s: %s. What was recorded before is kept; once the cause is mended, give the same command again."
              .formatted(folder.path(), database.place(), database.explain(e)),
          e);
    }
  }

  /** All runs by their start, the oldest first. */
  public List<RecordedRun> runs() {
    return read(() -> runs.find("TRUE"));
  }

  /**
   * The run that others are measured against.
   *
   * @param selector {@link #LAST_GREEN}, a run's name, or the beginning of its identity
   * @param suite only runs of this suite; empty for any
   * @throws SetupException if there is none, or more than one is meant
   */
  public RecordedRun baseline(String selector, Optional<String> suite) {
    List<RecordedRun> candidates =
        runs().stream().filter(r -> suite.map(r.suite()::equals).orElse(true)).toList();
    if (selector.equals(LAST_GREEN)) {
      return lastGreen(candidates, suite);
    }
    List<RecordedRun> named = having(candidates, selector);
    if (named.isEmpty()) {
      List<String> names = candidates.stream().flatMap(r -> r.name().stream()).toList();
      throw SetupException.unknownName(
          "name of a run in the history", selector, with(names, LAST_GREEN));
    }
    if (named.size() > 1) {
      throw new SetupException(
          "'%s' is the beginning of %d runs' identities; write more of it"
              .formatted(selector, named.size()));
    }
    return named.get(0);
  }

  private static List<RecordedRun> having(List<RecordedRun> runs, String selector) {
    List<RecordedRun> named =
        runs.stream().filter(r -> r.name().map(selector::equals).orElse(false)).toList();
    return named.isEmpty() && RunName.mayBeIdentity(selector)
        ? runs.stream().filter(r -> r.id().startsWith(selector)).toList()
        : named;
  }

  private static List<String> with(List<String> names, String more) {
    List<String> all = new ArrayList<>(names);
    all.add(more);
    return all;
  }

  private RecordedRun lastGreen(List<RecordedRun> candidates, Optional<String> suite) {
    List<RecordedRun> green =
        candidates.stream().filter(r -> r.verdict().equals(Optional.of(GateVerdict.PASS))).toList();
    Set<String> suites =
        green.stream().map(RecordedRun::suite).collect(Collectors.toCollection(LinkedHashSet::new));
    if (suites.size() > 1) {
      throw new SetupException(
          "the last green run of which suite? --suite takes one of: " + String.join(", ", suites));
    }
    if (green.isEmpty()) {
      throw new SetupException(
          "the history %s holds no green run%s; `assay history add RUN --verdict pass` records one"
              .formatted(database.place(), suite.map(s -> " of the suite " + s).orElse("")));
    }
    return green.get(green.size() - 1);
  }

  /**
   * Numbers over time, each with its points by the runs' start.
   *
   * @param names which numbers; empty for those that sum runs up
   * @param models only these models; empty for all
   * @param last at most so many of the latest points of each
   * @throws SetupException if a name or model means nothing in the history
   */
  public List<Series> series(Collection<NumberName> names, Set<String> models, int last) {
    return read(() -> new NumberTable(connection).series(names, models, last));
  }

  /**
   * A folder with the run for programs that read run folders: its own if it still holds that run,
   * else one made from the history, which lacks fields, whole outputs and traces.
   *
   * @param cache where such folders are made, each once
   * @throws SetupException if the folder is gone and the history holds too little
   */
  public FoundFolder folder(RecordedRun run, Path cache) {
    if (RunRestorer.holds(run.folder(), run)) {
      return new FoundFolder(run.folder(), false);
    }
    Path restored = cache.resolve(run.id());
    if (!RunRestorer.holds(restored, run)) {
      RunResult content =
          read(() -> runs.content(run))
              .orElseThrow(
                  () ->
                      new SetupException(
                          "%s no longer holds the run %s, and the history has only its numbers, since an earlier Assay recorded it"
                              .formatted(run.folder(), run.shortId())));
      RunRestorer.restore(content, restored);
    }
    return new FoundFolder(restored, true);
  }

  /**
   * A run's folder.
   *
   * @param path the folder
   * @param restored whether it was made from the history
   */
  public record FoundFolder(Path path, boolean restored) {}

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything was committed before; the next opening tidies up.
    }
  }
}
