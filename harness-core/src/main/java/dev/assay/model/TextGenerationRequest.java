package dev.assay.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalInt;

/**
 * Asks for text that continues a prompt.
 *
 * @param id which question this is
 * @param prompt what the model is told; special tokens such as a beginning-of-sequence and chat
 *     formatting are the model's own business
 * @param answerPrefix how the answer begins, for example {@code Answer: "}; often empty. It comes
 *     after the prompt and whatever chat formatting a model puts there, and is not in the output
 * @param maxNewTokens most tokens to generate; a model without tokens takes it as a limit of four
 *     bytes a token
 * @param maxBytes most UTF-8 bytes of output; longer output is cut at a character boundary
 * @param stop generation ends before the first of these strings; none of them is in the output
 * @param sampling how tokens are chosen
 * @param seed seed of the random choices
 * @param thoughts how many continuous thoughts a model that has them takes before it writes; the
 *     model's own number where empty; models without thoughts ignore it
 */
public record TextGenerationRequest(
    RequestId id,
    String prompt,
    String answerPrefix,
    int maxNewTokens,
    int maxBytes,
    List<String> stop,
    Sampling sampling,
    long seed,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt thoughts)
    implements Request {
  public TextGenerationRequest {
    if (maxNewTokens < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("maxNewTokens and maxBytes must be positive");
    }
    if (thoughts.isPresent() && thoughts.getAsInt() < 0) {
      throw new IllegalArgumentException("the number of thoughts cannot be negative");
    }
    stop = List.copyOf(stop);
  }

  /** A request that leaves the number of thoughts to the model. */
  public TextGenerationRequest(
      RequestId id,
      String prompt,
      String answerPrefix,
      int maxNewTokens,
      int maxBytes,
      List<String> stop,
      Sampling sampling,
      long seed) {
    this(
        id,
        prompt,
        answerPrefix,
        maxNewTokens,
        maxBytes,
        stop,
        sampling,
        seed,
        OptionalInt.empty());
  }

  /** A request whose answer begins right after the prompt. */
  public TextGenerationRequest(
      RequestId id,
      String prompt,
      int maxNewTokens,
      int maxBytes,
      List<String> stop,
      Sampling sampling,
      long seed) {
    this(id, prompt, "", maxNewTokens, maxBytes, stop, sampling, seed);
  }

  /** What a model without chat formatting reads. */
  public String text() {
    return prompt + answerPrefix;
  }
}
