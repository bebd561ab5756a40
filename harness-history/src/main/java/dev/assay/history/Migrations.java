package dev.assay.history;

import dev.assay.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Brings a database's tables up to date: numbered scripts, each applied once, in order, together
 * with a note of it in the table {@code assay_schema}. A script that was published is never
 * changed.
 *
 * @param scripts resources beside this class; the first is version 1
 */
record Migrations(List<String> scripts) {
  /** All there are. */
  static final Migrations ALL = new Migrations(List.of("1-runs-and-numbers.sql", "2-content.sql"));

  private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

  /** The version of a database's tables; 0 if there are none yet. */
  static int version(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), "assay_schema", null)) {
      if (!tables.next()) {
        return 0;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet versions = statement.executeQuery("SELECT max(version) FROM assay_schema")) {
      return versions.next() ? versions.getInt(1) : 0;
    }
  }

  /** The version that this Assay needs. */
  int latest() {
    return scripts.size();
  }

  /**
   * Applies what is missing, within a transaction of the caller that keeps other writers out.
   *
   * @throws SetupException if the tables were made by a later Assay
   */
  void apply(Connection connection, String place) throws SQLException {
    int version = version(connection);
    requireKnown(version, place);
    if (version == 0) {
      execute(
          connection,
          "CREATE TABLE assay_schema (version INTEGER PRIMARY KEY, applied TEXT NOT NULL)");
    }
    for (int next = version + 1; next <= latest(); next++) {
      for (String sql : statements(scripts.get(next - 1))) {
        execute(connection, sql);
      }
      note(connection, next);
    }
  }

  /** Refuses what a later Assay has made. */
  void requireKnown(int version, String place) {
    if (version > latest()) {
      throw new SetupException(
          "the history %s has tables of version %d, and this Assay knows %d; use the Assay that made them, or a later one"
              .formatted(place, version, latest()));
    }
  }

  private static void note(Connection connection, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO assay_schema (version, applied) VALUES (?, ?)")) {
      insert.setInt(1, version);
      insert.setString(2, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      insert.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> statements(String script) {
    try (InputStream in = Migrations.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + script);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Pattern.compile(";")
          .splitAsStream(COMMENT.matcher(text).replaceAll(""))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + script, e);
    }
  }
}
