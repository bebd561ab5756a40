package dev.assay.history;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A history in a file. The write-ahead log lets others read while one writes, and a commit is on
 * the disk before it returns.
 *
 * @param file the database; SQLite puts {@code -wal} and {@code -shm} beside it while it is in use
 */
record SqliteDatabase(Path file) implements Database {
  /** How long a writer waits for the others. */
  private static final int PATIENCE_MS = 60_000;

  private static final int PAUSE_MS = 10;

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public Connection connect(boolean create) throws SQLException {
    if (Files.isDirectory(file)) {
      throw new SetupException("%s is a folder; a history is a file".formatted(file));
    }
    if (!create && !Files.exists(file)) {
      throw new SetupException(
          "there is no history %s; `assay history add RUN` begins one".formatted(file));
    }
    if (create) {
      makeFolder();
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    // A transaction that reads first and wants to write later could only be refused.
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    return connect(config);
  }

  /**
   * SQLite does not wait while another process turns a new file's log into a write-ahead log, but
   * says at once that it is busy: so it is asked again.
   */
  private Connection connect(SQLiteConfig config) throws SQLException {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
    while (true) {
      try {
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      } catch (SQLiteException e) {
        boolean busy = e.getResultCode() == SQLiteErrorCode.SQLITE_BUSY;
        if (!busy || System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(PAUSE_MS).toNanos());
      }
    }
  }

  private void makeFolder() {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new SetupException(
          "cannot make the folder of the history %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public String explain(SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.getErrorCode(e.getErrorCode());
    return switch (code) {
      case SQLITE_FULL -> "the disk is full";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another process has been writing to it for a minute";
      case SQLITE_NOTADB -> "it is not an SQLite database";
      case SQLITE_READONLY -> "it may not be written to";
      case SQLITE_CANTOPEN -> "the file cannot be opened or made";
      default -> String.valueOf(e.getMessage());
    };
  }
}
