package dev.assay.baselines.prepared;

import dev.assay.benchmark.Benchmark;
import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model without a network that looks its answers up. It generates text only, costs nothing but
 * the bytes read and written, and, being {@link BenchmarkAware}, never competes.
 */
public final class PreparedModel implements Model, BenchmarkAware {
  private final ModelCard card;
  private final String fingerprint;
  private final Preparation preparation;
  private String benchmark = "";
  private Function<RequestId, Answer> answers =
      id -> new Answer.Missing("the model was asked before it saw a benchmark");

  /** A model whose answers the preparation decides. */
  public PreparedModel(ModelCard card, String fingerprint, Preparation preparation) {
    this.card = card;
    this.fingerprint = fingerprint;
    this.preparation = preparation;
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void begin(Benchmark<?, ?> benchmark) {
    this.benchmark = benchmark.card().name();
    this.answers = preparation.answers(benchmark);
  }

  @Override
  @SuppressWarnings("unchecked") // the kind ties the two type arguments together
  public <Q extends Request, O> Optional<Ability<Q, O>> ability(AbilityKind<Q, O> kind) {
    if (!kind.equals(AbilityKind.GENERATE_TEXT)) {
      return Optional.empty();
    }
    Ability<TextGenerationRequest, GeneratedText> generation = this::respond;
    return Optional.of((Ability<Q, O>) generation);
  }

  private void respond(List<TextGenerationRequest> requests, ResponseSink<GeneratedText> sink) {
    for (TextGenerationRequest request : requests) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      Answer answer = answer(request.id());
      if (answer instanceof Answer.Text given) {
        GeneratedText output = given.within(request);
        sink.accept(
            request.id(),
            Response.of(output, Usage.ofBytes(bytes(request.text()), bytes(output.text()))));
      } else if (answer instanceof Answer.Missing missing) {
        sink.fail(request.id(), missing.cause());
      }
    }
  }

  private Answer answer(RequestId id) {
    if (!benchmark.isEmpty() && !id.benchmark().equals(benchmark)) {
      return new Answer.Missing(
          "the model was prepared for benchmark '%s', not '%s'"
              .formatted(benchmark, id.benchmark()));
    }
    return answers.apply(id);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
