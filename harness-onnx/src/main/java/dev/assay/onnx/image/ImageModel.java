package dev.assay.onnx.image;

import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.Request;
import dev.assay.onnx.EngineClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model on ONNX Runtime that makes or reads pictures. */
public final class ImageModel implements Model {
  private final ModelCard card;
  private final String fingerprint;
  private final Map<AbilityKind<?, ?>, Ability<?, ?>> abilities;
  private final EngineClock clock;
  private final List<AutoCloseable> resources;

  /**
   * A model.
   *
   * @param abilities each under a kind with its request and output types
   * @param clock counts the time that they spend in ONNX Runtime
   * @param resources closed with the model, in this order
   */
  public ImageModel(
      ModelCard card,
      String fingerprint,
      Map<AbilityKind<?, ?>, Ability<?, ?>> abilities,
      EngineClock clock,
      List<AutoCloseable> resources) {
    this.card = card;
    this.fingerprint = fingerprint;
    this.abilities = Map.copyOf(abilities);
    this.clock = clock;
    this.resources = List.copyOf(resources);
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  @SuppressWarnings("unchecked") // the kind ties request and output types together
  public <Q extends Request, O> Optional<Ability<Q, O>> ability(AbilityKind<Q, O> kind) {
    return Optional.ofNullable((Ability<Q, O>) abilities.get(kind));
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Optional<Duration> engineTime() {
    return Optional.of(clock.time());
  }

  @Override
  public void close() {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + card.name(), e);
      }
    }
  }
}
