package dev.assay.onnx;

import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.Request;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A language model on ONNX Runtime that generates text and scores it. */
public final class TextModel implements Model {
  private final ModelCard card;
  private final String fingerprint;
  private final Ability<TextGenerationRequest, GeneratedText> generator;
  private final Ability<TextScoringRequest, LogLikelihood> scorer;
  private final EngineClock clock;
  private final List<AutoCloseable> resources;

  /**
   * A model.
   *
   * @param clock counts the time that both abilities spend in ONNX Runtime
   * @param resources closed with the model, in this order
   */
  public TextModel(
      ModelCard card,
      String fingerprint,
      Ability<TextGenerationRequest, GeneratedText> generator,
      Ability<TextScoringRequest, LogLikelihood> scorer,
      EngineClock clock,
      List<AutoCloseable> resources) {
    this.card = card;
    this.fingerprint = fingerprint;
    this.generator = generator;
    this.scorer = scorer;
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
