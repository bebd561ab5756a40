package dev.assay.cli;

/** What a command's exit code says; part of the interface that scripts rely on. */
final class ExitCode {
  /** Everything went well. */
  static final int OK = 0;

  /** The work was done or tried, and its outcome is not good. */
  static final int FAILED = 1;

  /** Nothing was done: wrong usage or set-up. */
  static final int USAGE = 2;

  /** A mistake in Assay or in a plugin. */
  static final int BUG = 3;

  /** A gate can tell neither that a run is good enough nor that it is not. */
  static final int UNDECIDED = 4;

  private ExitCode() {}
}
