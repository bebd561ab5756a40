package dev.assay.onnx.text;

import dev.assay.model.GeneratedText;
import dev.assay.model.Prepared;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.PendingGeneration;
import dev.assay.onnx.TokenBytes;
import dev.assay.onnx.TokenGeneration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Prompts that a decoder is to continue. The first are made into tokens, and what all begin with is
 * read, when this is made; the others when their turn comes.
 */
public final class PreparedTexts implements Prepared<GeneratedText> {
  private final List<TextGenerationRequest> requests;
  private final Rule rule;
  private final TokenBytes vocabulary;
  private final Collection<Integer> ends;
  private final CausalDecoder.Generation generation;
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();

  /** What a model makes of prompts and of what was generated. Used by several threads at once. */
  public interface Rule {
    /**
     * How long the text is that a request's prompt becomes, in characters.
     *
     * @param index the request's place
     */
    int size(int index);

    /**
     * What the decoder is asked.
     *
     * @throws RefusalException if it cannot be asked
     */
    TokenGeneration generation(int index) throws RefusalException;

    /** The answer to a request. */
    Response<GeneratedText> response(TextGenerationRequest request, GeneratedTokens result);
  }

  /** A request that cannot be answered, with the cause for the reader of the report. */
  public static final class RefusalException extends Exception {
    private static final long serialVersionUID = 1;

    /** With a cause as {@link ResponseSink#fail} takes it. */
    public RefusalException(String cause) {
      super(cause);
    }
  }

  private record Refused(RequestId id, String cause) {}

  /**
   * Prepares requests.
   *
   * @param vocabulary what the decoder's tokens stand for
   * @param ends tokens that end a text
   */
  public PreparedTexts(
      CausalDecoder decoder,
      TokenBytes vocabulary,
      Collection<Integer> ends,
      List<TextGenerationRequest> requests,
      Rule rule) {
    this.requests = List.copyOf(requests);
    this.rule = rule;
    this.vocabulary = vocabulary;
    this.ends = ends;
    List<PendingGeneration> pending = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      int index = i;
      pending.add(new PendingGeneration(rule.size(i), () -> generation(index)));
    }
    this.generation = decoder.prepare(pending);
  }

  /**
   * Refuses a prompt that fills the context; it is never cut in silence.
   *
   * @throws RefusalException if it does
   */
  public static void refuseTooLong(int[] prompt, CausalDecoder decoder) throws RefusalException {
    if (prompt.length >= decoder.context()) {
      throw new RefusalException(
          "the prompt has %,d tokens; the model's context of %,d leaves no room for an answer"
              .formatted(prompt.length, decoder.context()));
    }
  }

  private Optional<TokenGeneration> generation(int index) {
    try {
      return Optional.of(rule.generation(index));
    } catch (RefusalException e) {
      refused.add(new Refused(requests.get(index).id(), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  @Override
  public void respond(ResponseSink<GeneratedText> sink) {
    generation.run(
        vocabulary,
        ends,
        result -> {
          TextGenerationRequest request = requests.get(result.index());
          sink.accept(request.id(), rule.response(request, result));
          failRefused(sink);
        });
    failRefused(sink);
  }

  private void failRefused(ResponseSink<GeneratedText> sink) {
    for (Refused next = refused.poll(); next != null; next = refused.poll()) {
      sink.fail(next.id(), next.cause());
    }
  }

  @Override
  public void close() {
    generation.close();
  }
}
