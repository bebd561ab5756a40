package dev.assay.benchmarks.flores;

import java.util.ArrayList;
import java.util.List;

/**
 * The prompt of a translation: an instruction, worked examples, and the sentence; the answer goes
 * to the end of its line.
 *
 * @param pair the direction
 * @param shots the worked examples
 */
record FewShotPrompt(LanguagePair pair, List<Shot> shots) {
  /** How many worked examples a prompt has. */
  static final int SHOTS = 4;

  /** A sentence and its translation. */
  record Shot(String source, String target) {}

  /** With the first sentences of two parallel texts as worked examples. */
  static FewShotPrompt of(LanguagePair pair, Sentences source, Sentences target) {
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i < SHOTS; i++) {
      shots.add(new Shot(source.lines().get(i), target.lines().get(i)));
    }
    return new FewShotPrompt(pair, List.copyOf(shots));
  }

  /** The prompt for a sentence; the answer begins with {@link #answerPrefix}. */
  String of(String sentence) {
    StringBuilder prompt = new StringBuilder();
    prompt.append("Translate %s.\n\n".formatted(pair.title()));
    for (Shot shot : shots) {
      prompt.append(source(shot.source()));
      prompt.append(answerPrefix()).append(' ').append(shot.target()).append("\n\n");
    }
    return prompt.append(source(sentence)).toString();
  }

  /**
   * Without a space at its end: for tokenized models the space belongs to the first word of the
   * answer.
   */
  String answerPrefix() {
    return pair.target().name() + ":";
  }

  private String source(String sentence) {
    return pair.source().name() + ": " + sentence + "\n";
  }
}
