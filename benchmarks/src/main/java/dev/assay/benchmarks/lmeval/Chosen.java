package dev.assay.benchmarks.lmeval;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * How likely a model finds the choices of a document.
 *
 * @param choices their texts
 * @param likelihoods their log-likelihoods in the context
 * @param alone their log-likelihoods without it; empty where nobody asked
 * @param greedy for each whether the model would have written it
 * @param right the numbers of the right choices, usually one; without those that point nowhere
 */
record Chosen(
    List<String> choices,
    double[] likelihoods,
    double[] alone,
    boolean[] greedy,
    Set<Integer> right) {
  /** The label of a document whose target is none of the choices. */
  static final int NO_LABEL = -100;

  /** The number of the right choice. */
  int label() {
    return right.isEmpty() ? NO_LABEL : right.iterator().next();
  }

  /** The most likely choice. */
  int likeliest() {
    return best(i -> likelihoods[i]);
  }

  /** The most likely choice for each of its characters (code points). */
  int likeliestByCharacter() {
    return best(i -> likelihoods[i] / choices.get(i).codePointCount(0, choices.get(i).length()));
  }

  /** The most likely choice for each of its UTF-8 bytes. */
  int likeliestByByte() {
    return best(i -> likelihoods[i] / choices.get(i).getBytes(StandardCharsets.UTF_8).length);
  }

  /** The choice that the context makes so much more likely than it is without. */
  int mostInformed() {
    return best(i -> likelihoods[i] - alone[i]);
  }

  /** The first of the highest; as in numpy, what is no number is higher than any. */
  private int best(IntToDoubleFunction value) {
    int best = 0;
    for (int i = 1; i < likelihoods.length; i++) {
      double highest = value.applyAsDouble(best);
      best = !Double.isNaN(highest) && !(value.applyAsDouble(i) <= highest) ? i : best;
    }
    return best;
  }

  /** Whether greedy decoding would have written a right choice. */
  boolean written() {
    return right.stream().anyMatch(i -> i >= 0 && greedy[i]);
  }

  /** The sum of squared differences of the choices' probabilities from the right ones. */
  double brierScore() {
    double highest = Arrays.stream(likelihoods).max().orElseThrow();
    double sum = Arrays.stream(likelihoods).map(l -> Math.exp(l - highest)).sum();
    double score = 0;
    for (int i = 0; i < likelihoods.length; i++) {
      double probability = Math.exp(likelihoods[i] - highest) / sum;
      double difference = probability - (right.contains(i) ? 1 : 0);
      score += difference * difference;
    }
    return score;
  }
}
