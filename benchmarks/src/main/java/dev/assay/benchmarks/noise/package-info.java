/** Noise: any benchmark of text with its prompts or continuations spoilt, to see what holds. */
@NullMarked
package dev.assay.benchmarks.noise;

import org.jspecify.annotations.NullMarked;
