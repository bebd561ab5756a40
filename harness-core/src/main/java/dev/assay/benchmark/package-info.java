/** Benchmarks: examples, the requests they make of a model, and the scores they give. */
@NullMarked
package dev.assay.benchmark;

import org.jspecify.annotations.NullMarked;
