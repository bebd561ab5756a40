package dev.assay.reports;

import dev.assay.model.ModelCard;
import dev.assay.model.Usage;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the models of a run reason before they answer, as the property {@code method} of their cards
 * says, for example {@code cot} or {@code coconut}.
 */
final class Methods {
  private static final String METHOD = "method";
  private static final String HEURISTIC = "heuristic";
  private static final String THOUGHTS = "thoughts";

  private final RunIndex run;

  Methods(RunIndex run) {
    this.run = run;
  }

  /** Whether any model says how it reasons. */
  boolean any() {
    return run.models().stream().anyMatch(m -> of(m).isPresent());
  }

  /** Empty where the card does not say. */
  Optional<String> of(ModelEntry model) {
    return Optional.ofNullable(model.card().properties().get(METHOD));
  }

  /** Empty where the card does not say. */
  Optional<String> of(String model) {
    return entry(model).flatMap(this::of);
  }

  /** The models of a method, in the order of the run. */
  List<String> models(String method) {
    return run.models().stream()
        .filter(m -> of(m).equals(Optional.of(method)))
        .map(m -> m.card().name())
        .toList();
  }

  /** Whether a model is a rule of thumb that shows what a shortcut reaches. */
  static boolean isFloor(ModelView model) {
    return model.family().equals(HEURISTIC);
  }

  private record Kind(String method, Map<String, String> files) {}

  /**
   * Models that differ in nothing but how long they think: of the same method and made of the same
   * files. Those that stand alone are left out.
   */
  List<List<String>> sameButForThoughts() {
    Map<Kind, List<String>> together = new LinkedHashMap<>();
    for (ModelEntry model : run.models()) {
      ModelCard card = model.card();
      if (of(model).isPresent() && !card.files().isEmpty()) {
        together
            .computeIfAbsent(
                new Kind(of(model).orElseThrow(), card.files()), k -> new ArrayList<>())
            .add(card.name());
      }
    }
    return together.values().stream().filter(names -> names.size() > 1).toList();
  }

  /** Whether the run gave a model another number of thoughts than its files say. */
  boolean thinksOtherwise(String model) {
    return entry(model).map(m -> m.options().containsKey(THOUGHTS)).orElse(false);
  }

  private Optional<ModelEntry> entry(String model) {
    return run.models().stream().filter(m -> m.card().name().equals(model)).findFirst();
  }

  /** What a problem takes: every token written and every thought, as the paper counts. */
  static double generated(Usage usage) {
    return usage.outputTokens() + usage.thoughts();
  }
}
