package dev.assay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * A command line that ran in this process.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it said on standard error
 */
record CommandLineCall(int exitCode, String out, String err) {

  /** Runs {@code assay} with these arguments. */
  static CommandLineCall assay(Object... arguments) {
    return assay(Map.of(), arguments);
  }

  /** Runs {@code assay} with these environment variables and arguments. */
  static CommandLineCall assay(Map<String, String> environment, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), environment, 0);
    String[] words = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int exitCode = new Assay(terminal).execute(words);
    terminal.out().flush();
    terminal.err().flush();
    return new CommandLineCall(exitCode, out.toString(), err.toString());
  }

  /** An environment in which everything the user owns lies in a folder. */
  static Map<String, String> home(Path folder) {
    return Map.of(
        "XDG_DATA_HOME", folder.resolve("data").toString(),
        "XDG_CACHE_HOME", folder.resolve("cache").toString());
  }
}
