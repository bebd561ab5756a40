package dev.assay.history;

import dev.assay.SetupException;
import java.util.regex.Pattern;

/** Which names runs may have: none that could be taken for a path or a selector. */
final class RunName {
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,99}");
  private static final Pattern IDENTITY = Pattern.compile("[0-9a-f]{6,64}");

  private RunName() {}

  /** Refuses what is no name. */
  static void require(String name) {
    if (!ALLOWED.matcher(name).matches() || name.equals(History.LAST_GREEN)) {
      throw new SetupException(
          "'%s' cannot be a run's name; a name begins with a letter or digit, goes on with letters, digits, spaces or any of . _ + - and is not '%s'"
              .formatted(name, History.LAST_GREEN));
    }
  }

  static boolean mayBeIdentity(String text) {
    return IDENTITY.matcher(text).matches();
  }
}
