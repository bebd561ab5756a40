package dev.assay.baselines.heuristic;

import dev.assay.SetupException;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Opens the shortcuts through ProsQA, {@code deeper-candidate} and {@code more-ancestors}. */
public final class HeuristicProvider implements ModelProvider {
  private static final List<String> NAMES =
      Arrays.stream(Shortcut.values()).map(Shortcut::id).toList();

  @Override
  public String name() {
    return "heuristic";
  }

  @Override
  public String summary() {
    return "a rule without weights that reads only the prompt; a model that scores no more may have"
        + " learnt no more than the rule";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("model", "which rule: " + String.join(", ", NAMES));
  }

  @Override
  public List<BundledModel> bundled() {
    return Arrays.stream(Shortcut.values())
        .map(s -> new BundledModel(s.id(), s.summary(), Map.of("model", s.id())))
        .toList();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    String wanted = spec.options().get("model");
    if (wanted == null) {
      throw new SetupException(
          "model '%s': option 'model' is missing; it is one of %s"
              .formatted(spec.name(), String.join(", ", NAMES)));
    }
    Shortcut shortcut =
        Arrays.stream(Shortcut.values())
            .filter(s -> s.id().equals(wanted))
            .findFirst()
            .orElseThrow(() -> SetupException.unknownName("heuristic", wanted, NAMES));
    return new HeuristicModel(spec.name(), shortcut);
  }
}
