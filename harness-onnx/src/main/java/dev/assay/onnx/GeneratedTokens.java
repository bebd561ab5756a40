package dev.assay.onnx;

import dev.assay.model.GeneratedText;
import java.util.List;

/**
 * A finished continuation.
 *
 * @param index the request's number
 * @param text the text without stop string, and why it ended
 * @param promptTokens number of tokens read: the prompt's and those that end thinking
 * @param ids the tokens generated, end-of-text and stop string included; none where thoughts filled
 *     the context
 * @param thoughts what was thought before
 * @param forwardPasses how many followed each other, the prompt's included
 * @param seconds from the start of the request's first forward pass to its end
 */
public record GeneratedTokens(
    int index,
    GeneratedText text,
    int promptTokens,
    List<Integer> ids,
    Thoughts thoughts,
    int forwardPasses,
    double seconds) {
  public GeneratedTokens {
    ids = List.copyOf(ids);
  }

  /** Number of tokens generated. */
  public int tokens() {
    return ids.size();
  }
}
