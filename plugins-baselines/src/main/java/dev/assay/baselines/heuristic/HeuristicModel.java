package dev.assay.baselines.heuristic;

import dev.assay.baselines.prepared.Answer;
import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.Request;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers ProsQA's questions by a shortcut. It sees the prompt alone, as a language model does, so
 * it competes; to any other prompt its answer is empty.
 */
final class HeuristicModel implements Model {
  private final String name;
  private final Shortcut shortcut;

  HeuristicModel(String name, Shortcut shortcut) {
    this.name = name;
    this.shortcut = shortcut;
  }

  @Override
  public ModelCard card() {
    return new ModelCard(
        name,
        "heuristic",
        shortcut.summary(),
        "Apache-2.0",
        "none",
        OptionalLong.of(0),
        Map.of(),
        Map.of());
  }

  @Override
  public String fingerprint() {
    return "heuristic " + shortcut.id() + " 1";
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
      GeneratedText output = new Answer.Text(answer(request.prompt())).within(request);
      sink.accept(
          request.id(),
          Response.of(output, Usage.ofBytes(bytes(request.text()), bytes(output.text()))));
    }
  }

  private String answer(String prompt) {
    return ProsQaQuestion.parse(prompt)
        .map(question -> "### %s is a %s.".formatted(question.person(), shortcut.choose(question)))
        .orElse("");
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
