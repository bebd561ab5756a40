package org.example.palindromes;

import dev.assay.Sha256;
import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.model.Request;
import dev.assay.model.Response;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A model that gives the same answer to every question. */
public final class OptimistProvider implements ModelProvider {
  @Override
  public String name() {
    return "optimist";
  }

  @Override
  public String summary() {
    return "answers every question alike";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("answer", "what it says (default Yes)");
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return new Optimist(spec.options().getOrDefault("answer", "Yes"));
  }

  private record Optimist(String answer) implements Model {
    @Override
    public ModelCard card() {
      return new ModelCard(
          "optimist",
          "example",
          "always says " + answer,
          "Apache-2.0",
          "none",
          OptionalLong.empty(),
          Map.of(),
          Map.of());
    }

    @Override
    @SuppressWarnings("unchecked") // the kind ties request and output types together
    public <Q extends Request, O> Optional<Ability<Q, O>> ability(AbilityKind<Q, O> kind) {
      Ability<TextGenerationRequest, GeneratedText> generate =
          (requests, sink) -> {
            for (TextGenerationRequest request : requests) {
              GeneratedText text = new GeneratedText(answer, GeneratedText.Finish.END);
              Usage usage = Usage.ofBytes(bytes(request.text()), bytes(answer));
              sink.accept(request.id(), Response.of(text, usage));
            }
          };
      return kind.equals(AbilityKind.GENERATE_TEXT)
          ? Optional.of((Ability<Q, O>) generate)
          : Optional.empty();
    }

    private static long bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String fingerprint() {
      return Sha256.of("optimist " + answer);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
