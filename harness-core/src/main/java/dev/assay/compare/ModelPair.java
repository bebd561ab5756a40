package dev.assay.compare;

import dev.assay.SetupException;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of each run that are set against each other.
 *
 * @param a the first run's
 * @param b the second run's
 */
public record ModelPair(ModelEntry a, ModelEntry b) {

  /**
   * Models of the same name; or whatever the names, if each run has just one.
   *
   * @throws SetupException if there are none
   */
  public static List<ModelPair> of(Manifest a, Manifest b) {
    List<ModelPair> pairs = find(a, b);
    if (pairs.isEmpty()) {
      throw new SetupException(
          "the two runs have no model in common: %s in the first, %s in the second; `assay run -m MODEL,name=NAME` gives a model the name it is to be found by"
              .formatted(names(a), names(b)));
    }
    return pairs;
  }

  /** The same; none where the runs share no model. */
  public static List<ModelPair> find(Manifest a, Manifest b) {
    if (a.models().size() == 1 && b.models().size() == 1) {
      return List.of(new ModelPair(a.models().get(0), b.models().get(0)));
    }
    List<ModelPair> pairs = new ArrayList<>();
    for (ModelEntry first : a.models()) {
      for (ModelEntry second : b.models()) {
        if (first.card().name().equals(second.card().name())) {
          pairs.add(new ModelPair(first, second));
        }
      }
    }
    return pairs;
  }

  /** The model's name; both where they differ. */
  public String names() {
    String first = a.card().name();
    String second = b.card().name();
    return first.equals(second) ? first : first + " and " + second;
  }

  private static String names(Manifest manifest) {
    return String.join(", ", manifest.models().stream().map(m -> m.card().name()).toList());
  }
}
