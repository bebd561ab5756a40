package dev.assay.compare;

/**
 * An example that exactly one of the runs got right.
 *
 * @param benchmark the benchmark's name
 * @param metric the metric that says what is right
 * @param modelA the model's name in the first run
 * @param modelB the model's name in the second run
 * @param example the example's id
 * @param better whether the second run is the one that got it right
 * @param target the right answer
 * @param answerA what the first run answered
 * @param answerB what the second run answered
 */
public record FlippedExample(
    String benchmark,
    String metric,
    String modelA,
    String modelB,
    String example,
    boolean better,
    String target,
    String answerA,
    String answerB) {}
