package dev.assay.history;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server with data of its own in a temporary folder, started from what Debian's
 * package {@code postgresql} installs, or from the programs in the folder that the environment
 * variable ASSAY_TEST_POSTGRES names.
 */
final class PostgresServer {
  static final String USER = "assay";
  static final String PASSWORD = "a secret";

  private final Path root;
  private final Process process;
  private final int port;

  private PostgresServer(Path root, Process process, int port) {
    this.root = root;
    this.process = process;
    this.port = port;
  }

  /** The folder of the server's programs; empty if there is none. */
  static Optional<Path> programs() throws IOException {
    String named = System.getenv("ASSAY_TEST_POSTGRES");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(debian)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(debian)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  static PostgresServer start(Path programs) throws Exception {
    Path root = Files.createTempDirectory("assay-postgres");
    List<String> user = unprivileged(root);
    Path password = Files.writeString(root.resolve("password"), PASSWORD);
    Path data = root.resolve("data");
    Path log = root.resolve("log");
    own(root, password);
    run(
        user,
        log,
        programs.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=" + USER,
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    int port = freePort();
    List<String> command = new ArrayList<>(user);
    command.addAll(
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories="));
    PostgresServer server = new PostgresServer(root, started(command, log), port);
    server.awaitReady(log);
    return server;
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> unprivileged(Path root) {
    return isRoot()
        ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
        : List.of();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void own(Path... paths) throws IOException {
    for (Path path : paths) {
      if (isRoot()) {
        Files.setOwner(
            path,
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      }
    }
  }

  private static void run(List<String> user, Path log, String... words) throws Exception {
    List<String> command = new ArrayList<>(user);
    command.addAll(List.of(words));
    int exitCode = started(command, log).waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(words[0] + " failed: " + Files.readString(log));
    }
  }

  private static Process started(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Path log) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        connect().close();
        return;
      } catch (SQLException e) {
        if (attempt == 600 || !process.isAlive()) {
          throw new IllegalStateException(Files.readString(log), e);
        }
        Thread.sleep(50);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(""), USER, PASSWORD);
  }

  /** Makes a schema and gives the URL that leads into it. */
  String newSchema(String name) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    }
    return url("?currentSchema=" + name);
  }

  String url(String more) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres" + more;
  }

  static Map<String, String> environment() {
    return Map.of("PGUSER", USER, "PGPASSWORD", PASSWORD);
  }

  void stop() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
