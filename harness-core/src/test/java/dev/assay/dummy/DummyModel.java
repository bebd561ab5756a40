package dev.assay.dummy;

import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.TextGenerationRequest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A model that generates text as it is told. */
public class DummyModel implements Model {
  private final String name;
  private final Ability<TextGenerationRequest, GeneratedText> ability;

  /**
   * A model.
   *
   * @param name its name, also its fingerprint
   */
  public DummyModel(String name, Ability<TextGenerationRequest, GeneratedText> ability) {
    this.name = name;
    this.ability = ability;
  }

  @Override
  public ModelCard card() {
    return new ModelCard(
        name, "dummy", "A dummy", "Apache-2.0", "none", OptionalLong.empty(), Map.of(), Map.of());
  }

  @Override
  @SuppressWarnings("unchecked") // the kind fixes both types
  public <Q extends dev.assay.model.Request, O> Optional<Ability<Q, O>> ability(
      AbilityKind<Q, O> kind) {
    return kind.equals(AbilityKind.GENERATE_TEXT)
        ? Optional.of((Ability<Q, O>) ability)
        : Optional.empty();
  }

  @Override
  public String fingerprint() {
    return name;
  }

  @Override
  public void close() {}
}
