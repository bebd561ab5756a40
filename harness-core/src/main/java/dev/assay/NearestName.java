package dev.assay;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name that a misspelt one most likely meant. */
final class NearestName {

  private NearestName() {}

  static Optional<String> to(String name, Collection<String> valid) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return valid.stream()
        .filter(v -> isNear(wanted, v.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.<String>comparingInt(v -> distance(wanted, v.toLowerCase(Locale.ROOT)))
                .thenComparing(v -> !v.toLowerCase(Locale.ROOT).startsWith(wanted))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** One slip in three letters, or a part of the name, such as {@code spell} of cute/spell. */
  private static boolean isNear(String wanted, String valid) {
    return distance(wanted, valid) <= Math.max(1, wanted.length() / 3)
        || (wanted.length() >= 3 && valid.contains(wanted));
  }

  /** Optimal string alignment distance: a swapped pair counts as one slip. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
