package dev.assay.history;

import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.result.Manifest;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of runs, and what hangs on a run. */
record RunTable(Connection connection) {
  private static final String COLUMNS =
      "id, suite, started, added, folder, name, verdict, models, examples, failures";

  /** Writes a run with its numbers and content, within a transaction of the caller. */
  Added put(RunEntry run, Optional<String> name, Optional<GateVerdict> verdict)
      throws SQLException {
    String id = run.id();
    boolean isNew = find("id = ?", id).isEmpty();
    Optional<RecordedRun> namedBefore = Optional.empty();
    if (name.isPresent()) {
      namedBefore = find("name = ? AND id <> ?", name.get(), id).stream().findFirst();
      update("UPDATE assay_run SET name = NULL WHERE name = ? AND id <> ?", name.get(), id);
    }
    upsert(run, name, verdict);
    update("DELETE FROM assay_number WHERE run_id = ?", id);
    update("DELETE FROM assay_content WHERE run_id = ?", id);
    new NumberTable(connection).insert(id, run.numbers());
    insertContent(id, run.content());
    return new Added(find("id = ?", id).get(0), isNew, namedBefore);
  }

  private void upsert(RunEntry run, Optional<String> name, Optional<GateVerdict> verdict)
      throws SQLException {
    Manifest manifest = run.manifest();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO assay_run (id, suite, plan_hash, started, added, folder, name, verdict,
              assay_version, models, examples, failures, manifest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET folder = excluded.folder,
              name = coalesce(excluded.name, assay_run.name),
              verdict = coalesce(excluded.verdict, assay_run.verdict),
              examples = excluded.examples, failures = excluded.failures,
              manifest = excluded.manifest
            """)) {
      statement.setString(1, run.id());
      statement.setString(2, storable(manifest.suite()));
      statement.setString(3, manifest.planHash());
      statement.setString(4, instant(manifest.started()));
      statement.setString(5, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      statement.setString(6, run.folder().toString());
      statement.setString(7, name.orElse(null));
      statement.setString(8, verdict.map(GateVerdict::name).orElse(null));
      statement.setString(9, manifest.assayVersion());
      statement.setString(10, models(manifest));
      statement.setLong(11, run.examples());
      statement.setLong(12, run.failures());
      statement.setString(13, Json.line(manifest));
      statement.executeUpdate();
    }
  }

  private void insertContent(String id, byte[] content) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO assay_content (run_id, content) VALUES (?, ?)")) {
      statement.setString(1, id);
      statement.setBytes(2, content);
      statement.executeUpdate();
    }
  }

  private void update(String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Runs that meet a condition, by their start. */
  List<RecordedRun> find(String condition, String... values) throws SQLException {
    List<RecordedRun> runs = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT %s FROM assay_run WHERE %s ORDER BY started, id"
                .formatted(COLUMNS, condition))) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          runs.add(run(rows));
        }
      }
    }
    return runs;
  }

  private static RecordedRun run(ResultSet row) throws SQLException {
    return new RecordedRun(
        row.getString("id"),
        row.getString("suite"),
        row.getString("started"),
        row.getString("added"),
        Path.of(row.getString("folder")),
        Optional.ofNullable(row.getString("name")),
        Optional.ofNullable(row.getString("verdict")).map(GateVerdict::valueOf),
        row.getString("models").lines().toList(),
        row.getLong("examples"),
        row.getLong("failures"));
  }

  private static String models(Manifest manifest) {
    return manifest.models().stream()
        .map(model -> storable(model.card().name()).replaceAll("\\R", " "))
        .collect(Collectors.joining("\n"));
  }

  /**
   * The run as far as it was kept; empty if an earlier Assay recorded it without its examples.
   *
   * @throws SetupException if another version of Assay recorded it, which stated other things
   */
  Optional<RunResult> content(RecordedRun run) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT r.manifest, c.content
            FROM assay_run r JOIN assay_content c ON c.run_id = r.id WHERE r.id = ?
            """)) {
      statement.setString(1, run.id());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(RunContent.read(rows.getString(1), rows.getBytes(2)))
            : Optional.empty();
      }
    }
  }

  /** In one form, so that texts sort as times do. */
  private static String instant(String started) {
    try {
      return Instant.parse(started).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException e) {
      throw new SetupException(
          "the run's manifest says it started at '%s', which is no time as ISO 8601 has it"
              .formatted(started),
          e);
    }
  }

  /** PostgreSQL's texts cannot hold the character NUL. */
  static String storable(String text) {
    return text.replace('\0', '\u2400');
  }
}
