package dev.assay.plan;

import dev.assay.SetupException;
import dev.assay.model.ModelSpec;
import dev.assay.model.SweepPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Options of a model with several values each: one entry of a suite that becomes as many models as
 * there are combinations, and one curve in the report.
 *
 * @param values per option its values, in the order in which they shall run
 */
public record Sweep(Map<String, List<String>> values) {
  public Sweep {
    values.forEach(
        (option, several) -> {
          if (several.isEmpty() || several.stream().distinct().count() < several.size()) {
            throw new SetupException(
                "the values of '%s' to run through must be different and at least one, not %s"
                    .formatted(option, several));
          }
        });
    values = new LinkedHashMap<>(values);
  }

  /**
   * The models of all combinations; the last option changes fastest.
   *
   * @param model makes a model of the values of one combination
   */
  public List<ModelSpec> models(Function<Map<String, String>, ModelSpec> model) {
    List<ModelSpec> models = new ArrayList<>();
    for (Map<String, String> at : combinations()) {
      models.add(at.isEmpty() ? model.apply(at) : point(model.apply(at), at));
    }
    return models;
  }

  private List<Map<String, String>> combinations() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> option : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : combinations) {
        for (String value : option.getValue()) {
          Map<String, String> with = new TreeMap<>(before);
          with.put(option.getKey(), value);
          longer.add(with);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static ModelSpec point(ModelSpec model, Map<String, String> at) {
    String values =
        at.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
    return model.at(model.name() + " " + values, new SweepPoint(model.name(), at));
  }
}
