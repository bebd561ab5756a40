package dev.assay.run;

import dev.assay.SetupException;

/** Says in one line what a plugin threw. */
final class Cause {
  private static final int LONGEST = 500;

  private Cause() {}

  static String of(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage().strip();
    String line = message.lines().findFirst().orElse("");
    if (line.length() > LONGEST) {
      line = line.substring(0, LONGEST) + "…";
    }
    if (thrown instanceof SetupException) {
      return line; // written for readers already
    }
    String type = thrown.getClass().getSimpleName();
    return line.isEmpty() ? type : type + ": " + line;
  }
}
