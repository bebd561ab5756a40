package dev.assay.history;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Where a history lies: an SQLite file or a PostgreSQL server. */
sealed interface Database permits SqliteDatabase, PostgresDatabase {

  /**
   * The database that a user names.
   *
   * @param place a file, or {@code jdbc:postgresql://HOST/DATABASE}
   * @param environment where user and password come from
   * @throws SetupException for another kind of database, or a password within the URL
   */
  static Database of(String place, Map<String, String> environment) {
    if (place.startsWith("jdbc:postgresql:")) {
      return PostgresDatabase.of(place, environment);
    }
    if (place.startsWith("jdbc:sqlite:")) {
      return new SqliteDatabase(Path.of(place.substring("jdbc:sqlite:".length())));
    }
    if (place.startsWith("jdbc:") || place.matches("postgres(ql)?:.*")) {
      throw new SetupException(
          "'%s' is no place for a history; write the name of a file (SQLite) or jdbc:postgresql://HOST/DATABASE"
              .formatted(place));
    }
    return new SqliteDatabase(Path.of(place));
  }

  /** As users write it. */
  String place();

  /**
   * Opens a connection that commits every statement by itself.
   *
   * @param create whether a database that does not exist is made
   * @throws SetupException if there is none
   */
  Connection connect(boolean create) throws SQLException;

  /** Begins a transaction that no other writer's overlaps; waits for theirs to end. */
  void begin(Connection connection) throws SQLException;

  /** What a failure means, and what to do. */
  String explain(SQLException e);
}
