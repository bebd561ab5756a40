package dev.assay.benchmarks.lmeval;

import java.util.List;

/**
 * What a model wrote for a document, and what it should have written.
 *
 * @param answers what the filters left, usually one
 * @param targets the right answer, or several of which any will do
 */
record Generated(List<String> answers, List<String> targets) {}
