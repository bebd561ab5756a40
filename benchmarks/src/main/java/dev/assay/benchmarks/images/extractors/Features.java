package dev.assay.benchmarks.images.extractors;

import java.util.Optional;

/**
 * What an extractor makes of a picture or clip.
 *
 * @param values the features {@code [d]}
 * @param probabilities of the extractor's classes, where it tells
 */
public record Features(float[] values, Optional<float[]> probabilities) {}
