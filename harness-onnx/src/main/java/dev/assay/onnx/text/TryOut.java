package dev.assay.onnx.text;

import dev.assay.SetupException;
import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks a model that was just opened for a few words, first for those after one short prompt, then,
 * as a benchmark does, for those after several that begin alike. A graph that loads but cannot run,
 * knows fewer tokens than the tokenizer or takes a single row only is so found before the first
 * example. What the model refuses, such as prompts beyond a small context, does not count.
 */
public final class TryOut {
  /** Long enough to be shared by models of tokens and of bytes. */
  private static final String BEGINNING =
      """
      Before a model is asked what counts, it is tried out: it goes on with a few prompts that begin \
      alike, as those of a benchmark do, and what comes of it is looked at by nobody. Number\
      """;

  private static final List<String> ENDS = List.of(" one", " two", " three", " four");

  private TryOut() {}

  /**
   * Tries a model out.
   *
   * @param folder where it comes from
   * @throws SetupException if it throws
   */
  public static void of(Ability<TextGenerationRequest, GeneratedText> generator, Path folder) {
    try {
      generator.respond(requests(Stream.of("Assay")), new Nobody());
      generator.respond(requests(ENDS.stream().map(BEGINNING::concat)), new Nobody());
    } catch (RuntimeException e) {
      throw new SetupException(
          "the model in %s was loaded but cannot run: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static List<TextGenerationRequest> requests(Stream<String> prompts) {
    return prompts.map(TryOut::request).toList();
  }

  private static TextGenerationRequest request(String prompt) {
    RequestId id = new RequestId("try-out", prompt, 0);
    return new TextGenerationRequest(id, prompt, 2, 100, List.of(), Sampling.GREEDY, 0);
  }

  /** Takes no note of answers. */
  private static final class Nobody implements ResponseSink<GeneratedText> {
    @Override
    public void accept(RequestId request, Response<GeneratedText> response) {}

    @Override
    public void fail(RequestId request, String cause) {}

    @Override
    public boolean wantsTrace(RequestId request) {
      return false;
    }
  }
}
