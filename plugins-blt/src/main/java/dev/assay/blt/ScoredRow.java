package dev.assay.blt;

/**
 * A scored continuation.
 *
 * @param index the request's number
 * @param row the row, of which all but the last position was read
 * @param logLikelihood sum of the natural logarithms of the bytes' probabilities
 * @param greedy whether every byte was the most probable of those that may be written
 * @param seconds duration of the passes it was part of
 */
record ScoredRow(int index, Row row, double logLikelihood, boolean greedy, double seconds) {}
