package dev.assay.cli;

/** Entry point of the {@code assay} command. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new Assay(Terminal.ofProcess()).execute(args));
  }
}
