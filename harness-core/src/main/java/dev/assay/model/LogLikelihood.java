package dev.assay.model;

/**
 * How probable a model finds a text.
 *
 * @param logLikelihood sum of natural logarithms of the units' probabilities
 * @param greedy whether greedy decoding would have written the very same continuation
 * @param units tokens, bytes or whatever the model predicts, in the continuation
 * @param bytes UTF-8 bytes of the continuation; bits per byte is {@code -logLikelihood / ln 2 /
 *     bytes}
 */
public record LogLikelihood(double logLikelihood, boolean greedy, long units, long bytes) {}
