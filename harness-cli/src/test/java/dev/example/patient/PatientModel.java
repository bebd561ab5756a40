package dev.example.patient;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Repeats what it is told. */
final class PatientModel implements Model {
  private final Map<String, String> options;
  private final int batchSize;

  PatientModel(Map<String, String> options, int batchSize) {
    this.options = options;
    this.batchSize = batchSize;
  }

  @Override
  public ModelCard card() {
    return new ModelCard(
        "patient",
        "example",
        "Repeats what it is told",
        "Apache-2.0",
        "none",
        OptionalLong.of(1_250_000),
        Map.of(),
        Map.of("FLOPs per token", "2.5e6"));
  }

  @Override
  @SuppressWarnings("unchecked") // the kind fixes both types
  public <Q extends Request, O> Optional<Ability<Q, O>> ability(AbilityKind<Q, O> kind) {
    Ability<TextGenerationRequest, GeneratedText> ability = this::respond;
    return kind.equals(AbilityKind.GENERATE_TEXT)
        ? Optional.of((Ability<Q, O>) ability)
        : Optional.empty();
  }

  private void respond(List<TextGenerationRequest> requests, ResponseSink<GeneratedText> sink) {
    try {
      for (TextGenerationRequest request : requests) {
        note(request.id().example());
        Thread.sleep(Long.parseLong(options.getOrDefault("delay-ms", "0")));
        if (request.id().example().equals(options.get("refuse"))) {
          sink.fail(request.id(), "I would rather not");
        } else {
          sink.accept(request.id(), response(request));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Response<GeneratedText> response(TextGenerationRequest request) {
    String text =
        request.text().repeat(Integer.parseInt(options.getOrDefault("repeat", "1")))
            + (options.containsKey("moody") ? " " + batchSize : "");
    return Response.of(
        new GeneratedText(text, GeneratedText.Finish.END),
        Usage.ofBytes(request.text().length(), text.length()));
  }

  private void note(String example) {
    String log = options.get("log");
    if (log != null) {
      try {
        Files.writeString(
            Path.of(log), example + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public String fingerprint() {
    return "patient";
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
