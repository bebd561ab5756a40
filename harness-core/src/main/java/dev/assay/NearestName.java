package dev.assay;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name that a misspelt one most likely meant. */
final class NearestName {

  private NearestName() {}

  static Optional<String> to(String name, Collection<String> valid) {
    int furthest = Math.max(2, name.length() / 3);
    return valid.stream()
        .filter(v -> distance(name, v) <= furthest || v.startsWith(name))
        .min(
            Comparator.<String>comparingInt(v -> distance(name, v))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Optimal string alignment distance, ignoring case: a swapped pair counts as one slip. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
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
