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
import java.util.Map;
import java.util.Optional;

/** A model on ONNX Runtime: its abilities, what they run on, and the time that takes. */
public final class OnnxModel implements Model {
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
  public OnnxModel(
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

  /** A language model, which generates text and scores it. */
  public static OnnxModel ofText(
      ModelCard card,
      String fingerprint,
      Ability<TextGenerationRequest, GeneratedText> generator,
      Ability<TextScoringRequest, LogLikelihood> scorer,
      EngineClock clock,
      List<AutoCloseable> resources) {
    return new OnnxModel(
        card,
        fingerprint,
        Map.of(AbilityKind.GENERATE_TEXT, generator, AbilityKind.SCORE_TEXT, scorer),
        clock,
        resources);
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

  /**
   * Closes what was opened for a model that cannot be opened after all.
   *
   * @param reason why not; takes note of what cannot be closed either
   */
  public static void closeAfter(RuntimeException reason, List<AutoCloseable> opened) {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        reason.addSuppressed(e);
      }
    }
  }
}
