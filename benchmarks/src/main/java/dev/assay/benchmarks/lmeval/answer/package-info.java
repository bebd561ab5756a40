/**
 * From a model's responses to the answer that is scored, and whether it is right, as in
 * lm-evaluation-harness: its filters and its exact match.
 */
@NullMarked
package dev.assay.benchmarks.lmeval.answer;

import org.jspecify.annotations.NullMarked;
