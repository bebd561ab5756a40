package dev.assay.benchmarks.lmeval.data;

/**
 * Stands in a document for what Python would make an object of that has no counterpart here, such
 * as a date. An error where it is used, and nowhere else.
 *
 * @param why it cannot be used, for errors: a noun phrase
 */
public record Unreadable(String why) {}
