package dev.assay.history;

/**
 * Where a series changed.
 *
 * @param index the first point that is different, from 1
 * @param before mean of the points from the change before, or the beginning
 * @param after mean of the points up to the next change, or the end
 * @param p p-value of the round of tests that found it
 */
public record ChangePoint(int index, double before, double after, double p) {}
