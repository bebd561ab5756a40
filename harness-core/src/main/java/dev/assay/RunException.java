package dev.assay;

/**
 * A run that had to stop after it began: a full disk, a folder that vanished. What was finished is
 * safe in the journal; the message says how to go on. The command line prints it and exits with
 * code 1.
 */
public final class RunException extends RuntimeException {
  /** Creates the error with a message for the user and its cause. */
  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
