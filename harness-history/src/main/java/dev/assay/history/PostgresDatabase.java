package dev.assay.history;

import dev.assay.SetupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A history on a PostgreSQL server, for several machines. The password comes from {@code
 * PGPASSWORD} or the user's password file, never from the URL, which process lists and logs show.
 *
 * @param url {@code jdbc:postgresql://HOST/DATABASE}; {@code currentSchema=NAME} chooses a schema
 * @param properties user and password, where the environment has them
 */
record PostgresDatabase(String url, Properties properties) implements Database {
  /** Any number that others who use the same database do not lock. */
  private static final long LOCK = 0x4173736179L;

  static PostgresDatabase of(String url, Map<String, String> environment) {
    if (url.toLowerCase(Locale.ROOT).contains("password=") || url.matches(".*//[^/]*@.*")) {
      throw new SetupException(
          "the history's URL holds a user's secrets, and others can read command lines; write the user as ?user=NAME and set the password in the variable PGPASSWORD");
    }
    Properties properties = new Properties();
    put(properties, "user", environment.get("PGUSER"));
    put(properties, "password", environment.get("PGPASSWORD"));
    properties.setProperty("ApplicationName", "assay");
    return new PostgresDatabase(url, properties);
  }

  private static void put(
      Properties properties, String key, @org.jspecify.annotations.Nullable String value) {
    if (value != null && !value.isEmpty()) {
      properties.setProperty(key, value);
    }
  }

  @Override
  public String place() {
    return url;
  }

  @Override
  public Connection connect(boolean create) throws SQLException {
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SetupException(
          "'%s' is no URL of a PostgreSQL database; write jdbc:postgresql://HOST/DATABASE"
              .formatted(url));
    }
    return connection;
  }

  /** The lock ends with the transaction, also when the client is killed. */
  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
  }

  @Override
  public String explain(SQLException e) {
    String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("28") || state.equals("08004")
        ? message + " (the password is taken from the variable PGPASSWORD)"
        : message;
  }
}
