package dev.assay.dummy;

import dev.assay.SetupException;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Opens dummy models: one bundled for each behaviour, and those that a test brings. */
public final class DummyModelProvider implements ModelProvider {
  private final Map<String, Function<ModelContext, Model>> models = new LinkedHashMap<>();

  /** A provider of a model for each behaviour. */
  public DummyModelProvider() {
    for (DummyBehaviour behaviour : DummyBehaviour.values()) {
      models.put(
          behaviour.word(),
          context -> new DummyModel(behaviour.word(), behaviour.ability(context.batchSize())));
    }
  }

  /** Adds a model of the test's own. */
  public DummyModelProvider with(String name, Function<ModelContext, Model> model) {
    models.put(name, model);
    return this;
  }

  @Override
  public String name() {
    return "dummy";
  }

  @Override
  public String summary() {
    return "models that misbehave";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("behaviour", "how to misbehave", "path", "ignored", "extra.*", "ignored");
  }

  @Override
  public List<BundledModel> bundled() {
    return models.keySet().stream()
        .map(name -> new BundledModel(name, "a dummy", Map.of("behaviour", name)))
        .toList();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    String behaviour = spec.options().getOrDefault("behaviour", "echo");
    Function<ModelContext, Model> model = models.get(behaviour);
    if (model == null) {
      throw SetupException.unknownName(
          "behaviour",
          behaviour,
          Arrays.stream(DummyBehaviour.values()).map(DummyBehaviour::word).toList());
    }
    return model.apply(context);
  }
}
