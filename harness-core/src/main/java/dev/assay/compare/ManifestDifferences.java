package dev.assay.compare;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What two runs stated differently, told apart by whether it may change an answer.
 *
 * @param a the first run's manifest
 * @param b the second run's manifest
 */
public record ManifestDifferences(Manifest a, Manifest b) {
  private static final String SEED = "seed";

  /**
   * Settings that change time and memory; plus the time-out, which fails examples but alters none.
   */
  private static final List<String> COST = List.of("batch-size", "device", "threads", "timeout");

  /** Those of them that change time. */
  private static final List<String> TIME = List.of("batch-size", "device", "threads");

  /** What of the host changes time most. */
  private static final List<String> MACHINE = List.of("processor", "cores");

  /** Why no number of the two runs can be compared. */
  public Optional<String> obstacle() {
    String first = a.settings().getOrDefault(SEED, "0");
    String second = b.settings().getOrDefault(SEED, "0");
    return first.equals(second)
        ? Optional.empty()
        : Optional.of(
            "other seed (%s in A, %s in B), so requests may differ".formatted(first, second));
  }

  /** Why the numbers of one benchmark cannot be compared. */
  public static Optional<String> obstacle(BenchmarkCard a, BenchmarkCard b) {
    if (!a.version().equals(b.version())) {
      return Optional.of(
          "other version of the benchmark (%s in A, %s in B)".formatted(a.version(), b.version()));
    }
    return a.sha256().equals(b.sha256())
        ? Optional.empty()
        : Optional.of(
            "other data or prompts (sha256 %s in A, %s in B)"
                .formatted(beginning(a.sha256()), beginning(b.sha256())));
  }

  private static String beginning(String digest) {
    return digest.length() <= 12 ? digest : digest.substring(0, 12) + "…";
  }

  /** What a reader should know, though the comparison holds. */
  public List<String> notes(List<ModelPair> pairs) {
    List<String> notes = new ArrayList<>();
    for (ModelPair pair : pairs) {
      notes.add(note(pair));
    }
    if (!a.assayVersion().equals(b.assayVersion())) {
      notes.add("Assay %s in A, %s in B.".formatted(a.assayVersion(), b.assayVersion()));
    }
    List<String> cost = timing(COST);
    TreeSet<String> host = new TreeSet<>(a.host().keySet());
    host.addAll(b.host().keySet());
    host.forEach(key -> addIfOther(cost, key, a.host(), b.host()));
    if (!cost.isEmpty()) {
      notes.add("Different, but meant to change costs only: " + String.join("; ", cost) + ".");
    }
    return notes;
  }

  /** Why times cannot be compared: they were measured in another way or on another machine. */
  public Optional<String> timeObstacle() {
    List<String> differences = timing(TIME);
    MACHINE.forEach(key -> addIfOther(differences, key, a.host(), b.host()));
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of("measured otherwise: " + String.join("; ", differences));
  }

  private List<String> timing(List<String> settings) {
    List<String> differences = new ArrayList<>();
    settings.forEach(key -> addIfOther(differences, key, a.settings(), b.settings()));
    return differences;
  }

  private static String note(ModelPair pair) {
    ModelEntry a = pair.a();
    ModelEntry b = pair.b();
    String names =
        a.card().name().equals(b.card().name())
            ? a.card().name()
            : "%s in A, %s in B".formatted(a.card().name(), b.card().name());
    return a.fingerprint().equals(b.fingerprint())
        ? names + ": the same weights and options."
        : names + ": other weights or options.";
  }

  private static void addIfOther(
      List<String> differences, String key, Map<String, String> a, Map<String, String> b) {
    String first = a.getOrDefault(key, "not stated");
    String second = b.getOrDefault(key, "not stated");
    if (!first.equals(second)) {
      differences.add("%s (%s in A, %s in B)".formatted(key, first, second));
    }
  }
}
