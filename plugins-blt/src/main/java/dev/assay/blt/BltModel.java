package dev.assay.blt;

import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.Request;
import dev.assay.onnx.EngineClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A byte latent transformer and what it can do. */
final class BltModel implements Model {
  private final ModelCard card;
  private final String fingerprint;
  private final TextGenerator generator;
  private final TextScorer scorer;
  private final EngineClock clock;
  private final List<AutoCloseable> resources;

  /**
   * A model that closes its parts with itself.
   *
   * @param files the bundled model's files, or nothing to be closed
   */
  BltModel(
      ModelCard card,
      String fingerprint,
      BltCost cost,
      PatchRule rule,
      ByteDecoder decoder,
      EngineClock clock,
      AutoCloseable files) {
    this.card = card;
    this.fingerprint = fingerprint;
    this.generator = new TextGenerator(decoder, rule, cost);
    this.scorer = new TextScorer(decoder, rule, cost);
    this.clock = clock;
    this.resources = List.of(decoder, files);
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  @SuppressWarnings("unchecked") // the kind ties request and output types together
  public <Q extends Request, O> Optional<Ability<Q, O>> ability(AbilityKind<Q, O> kind) {
    if (kind.equals(AbilityKind.GENERATE_TEXT)) {
      return Optional.of((Ability<Q, O>) generator);
    }
    return kind.equals(AbilityKind.SCORE_TEXT)
        ? Optional.of((Ability<Q, O>) scorer)
        : Optional.empty();
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
