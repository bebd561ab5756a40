package dev.assay.benchmarks.noise;

import java.util.Locale;

/** Where the noise goes. */
enum Part {
  PROMPT("the prompt"),
  CONTINUATION("the continuation"),
  BOTH("prompt and continuation");

  private final String inWords;

  Part(String inWords) {
    this.inWords = inWords;
  }

  /** The word in a variant's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String inWords() {
    return inWords;
  }

  boolean hasPrompt() {
    return this != CONTINUATION;
  }

  boolean hasContinuation() {
    return this != PROMPT;
  }
}
