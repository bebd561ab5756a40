package dev.assay.onnx.image;

/**
 * A finished sequence.
 *
 * @param index the request's number
 * @param sequence its tokens, none of them masked, and how they came about
 * @param steps number of steps
 * @param passes number of steps that needed the model
 * @param seconds from the request's admission to a batch to its end
 */
public record Unmasked(int index, TokenSequence sequence, int steps, int passes, double seconds) {}
