package dev.assay.reports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Names of benchmarks as they stand in addresses within the report; no two alike. */
final class Slugs {
  private final Map<String, String> slugs = new HashMap<>();

  Slugs(List<String> names) {
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String plain = name.replaceAll("[^A-Za-z0-9_.]+", "-").replaceAll("^-+|-+$", "");
      String slug = plain;
      for (int i = 2; slug.isEmpty() || !taken.add(slug); i++) {
        slug = plain + "-" + i;
      }
      slugs.put(name, slug);
    }
  }

  String of(String name) {
    return Objects.requireNonNull(slugs.get(name), name);
  }

  /** Empty where no benchmark has that name. */
  Optional<String> find(String name) {
    return Optional.ofNullable(slugs.get(name));
  }
}
