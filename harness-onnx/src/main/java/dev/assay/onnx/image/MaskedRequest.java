package dev.assay.onnx.image;

/**
 * A sequence to be unmasked.
 *
 * @param index a number that comes back with the answer
 * @param tokens ids, masked where they are to be found
 * @param condition id of the class; 0 for models that take none
 * @param random the request's random numbers
 */
public record MaskedRequest(int index, int[] tokens, int condition, CounterRandom random) {}
