package dev.assay.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command speaks and what it knows of the place it was started in.
 *
 * @param out results
 * @param err progress and errors
 * @param environment environment variables
 * @param width columns of the terminal that {@code err} goes to; 0 if it is none
 */
record Terminal(PrintWriter out, PrintWriter err, Map<String, String> environment, int width) {

  /** The process's own; the launcher says in a system property how wide the terminal is. */
  static Terminal ofProcess() {
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Integer.getInteger("assay.terminal.width", 0));
  }

  /** Whether a person watches. */
  boolean interactive() {
    return width > 0;
  }

  /** Says something about the progress of the work. */
  void say(String message) {
    err.println(message);
  }

  /** Says something about the progress of the work, as {@link String#format} puts it. */
  void say(String format, Object... values) {
    err.println(format.formatted(values));
  }

  /**
   * The user's folder of a kind, by the XDG Base Directory Specification 0.8.
   *
   * @param variable for example {@code XDG_CACHE_HOME}
   * @param fallback where that is unset, relative to the home folder, for example {@code .cache}
   */
  Path userFolder(String variable, String fallback) {
    String value = environment.getOrDefault(variable, "");
    Path base =
        Path.of(value).isAbsolute()
            ? Path.of(value)
            : Path.of(System.getProperty("user.home"), fallback);
    return base.resolve("assay");
  }
}
