package dev.assay.blt;

import dev.assay.model.Sampling;
import java.util.List;

/**
 * Asks for a continuation.
 *
 * @param index number that comes back with the answer
 * @param prompt the row to continue, at least the begin mark
 * @param maxNewBytes most bytes to generate, those of a stop string included
 * @param maxBytes most bytes of text
 * @param stop texts before which generation ends
 * @param sampling how bytes are chosen
 * @param seed seed of the random choices, one stream for each request
 */
record ByteGeneration(
    int index,
    int[] prompt,
    int maxNewBytes,
    int maxBytes,
    List<String> stop,
    Sampling sampling,
    long seed) {}
