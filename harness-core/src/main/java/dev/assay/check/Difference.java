package dev.assay.check;

/**
 * An example that a model answered in two ways.
 *
 * @param example the example's id
 * @param variantA how the requests were put the first time, for example {@code batch size 1}
 * @param outputA what came back, or {@code failed: CAUSE}
 * @param variantB how they were put the other time
 * @param outputB what came back then
 */
public record Difference(
    String example, String variantA, String outputA, String variantB, String outputB) {}
