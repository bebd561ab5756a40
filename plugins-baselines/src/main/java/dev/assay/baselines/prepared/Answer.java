package dev.assay.baselines.prepared;

import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.TextGenerationRequest;
import java.nio.charset.StandardCharsets;

/** What a prepared model says to a request. */
public sealed interface Answer {
  /** A text, as a model would have written it. */
  record Text(String text) implements Answer {
    /**
     * The part of the text that a request lets through. Its limit of tokens cuts nothing: the text
     * is finished, and nobody knows how many tokens it had.
     */
    public GeneratedText within(TextGenerationRequest request) {
      String output = text;
      Finish finish = Finish.END;
      for (String stop : request.stop()) {
        int at = output.indexOf(stop);
        if (at >= 0) {
          output = output.substring(0, at);
          finish = Finish.STOP;
        }
      }
      int end = fitting(output, request.maxBytes());
      return end < output.length()
          ? new GeneratedText(output.substring(0, end), Finish.LENGTH)
          : new GeneratedText(output, finish);
    }

    /** How many of the chars fit into so many UTF-8 bytes, never half a character. */
    private static int fitting(String text, int maxBytes) {
      long used = 0;
      int at = 0;
      while (at < text.length()) {
        int character = text.codePointAt(at);
        used += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
        if (used > maxBytes) {
          break;
        }
        at += Character.charCount(character);
      }
      return at;
    }
  }

  /**
   * There is no answer.
   *
   * @param cause one line for the reader of the report
   */
  record Missing(String cause) implements Answer {}
}
