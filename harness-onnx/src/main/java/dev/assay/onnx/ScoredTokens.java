package dev.assay.onnx;

/**
 * A scored continuation.
 *
 * @param index the request's number
 * @param logLikelihood sum of the natural logarithms of the tokens' probabilities
 * @param greedy whether every token was the most probable one
 * @param tokens number of tokens scored
 * @param seconds duration of the forward pass it was part of
 */
public record ScoredTokens(
    int index, double logLikelihood, boolean greedy, int tokens, double seconds) {}
