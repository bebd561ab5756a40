package dev.assay;

import java.util.Collection;
import java.util.Optional;

/**
 * A mistake in what the user asked for, found before the first example runs: an unknown name, a
 * missing or corrupt file, a wrong option.
 *
 * <p>The message is written for the person who reads it: one paragraph that says what is wrong,
 * where (file, line, key), what would be valid and, where a name was misspelt, the nearest valid
 * one. The command line prints it as it is and exits with code 2.
 */
public final class SetupException extends RuntimeException {

  /** Creates the error with a message for the user. */
  public SetupException(String message) {
    super(message);
  }

  /** Creates the error with a message for the user and the exception that revealed it. */
  public SetupException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The error for a name that is not among the valid ones; suggests the nearest.
   *
   * @param kind what the name should denote, for example {@code "benchmark"}
   * @param name the unknown name
   * @param valid the names that would have been understood
   */
  public static SetupException unknownName(String kind, String name, Collection<String> valid) {
    Optional<String> nearest = NearestName.to(name, valid);
    StringBuilder message = new StringBuilder("unknown ").append(kind).append(" '").append(name);
    message.append("'");
    nearest.ifPresent(n -> message.append("; did you mean '").append(n).append("'?"));
    if (valid.isEmpty()) {
      message.append("; there is none to choose from");
    } else if (nearest.isEmpty() || valid.size() <= 12) {
      message.append(nearest.isPresent() ? " Valid: " : "; valid: ");
      message.append(String.join(", ", valid.stream().sorted().limit(40).toList()));
      if (valid.size() > 40) {
        message.append(", … (").append(valid.size()).append(" in all)");
      }
    }
    return new SetupException(message.toString());
  }
}
