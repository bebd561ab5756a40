package dev.assay.blt;

import dev.assay.model.GeneratedText;

/**
 * A finished continuation.
 *
 * @param index the request's number
 * @param row prompt and all bytes written, of which the last was not read
 * @param text the text without stop string, and why it ended
 * @param steps bytes that were chosen, the end mark included
 * @param seconds from the start of the request's first pass to its end
 */
record GeneratedRow(int index, Row row, GeneratedText text, int steps, double seconds) {}
