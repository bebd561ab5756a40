package dev.assay.model;

import dev.assay.data.DataStore;

/**
 * What the harness offers a model that is being opened.
 *
 * @param device where to run, in the words of {@code --device}: {@code cpu}, {@code cuda:0}, {@code
 *     auto}, …
 * @param threads threads that a model computes with; 0 for one per core
 * @param batchSize most requests to process side by side; a matter of speed, never of results
 * @param data the data sets at hand
 */
public record ModelContext(String device, int threads, int batchSize, DataStore data) {}
