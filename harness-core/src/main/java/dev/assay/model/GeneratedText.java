package dev.assay.model;

import java.util.Objects;

/**
 * Text that a model wrote.
 *
 * @param text the continuation, without the prompt and without the stop string
 * @param finish why it ended
 */
public record GeneratedText(String text, Finish finish) {
  public GeneratedText {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(finish, "finish");
  }

  /** Why a generation ended. */
  public enum Finish {
    /** The model wrote its end-of-text token. */
    END,
    /** A stop string appeared. */
    STOP,
    /** The limit of tokens, bytes or context was reached. */
    LENGTH
  }
}
