/**
 * CUTE, a benchmark of what language models know about the characters of their tokens (Edman,
 * Schmid and Fraser 2024, arXiv 2409.15452; data and protocol from github.com/Leukas/CUTE), and a
 * generated set of the same kind that needs no download.
 */
@NullMarked
package dev.assay.benchmarks.cute;

import org.jspecify.annotations.NullMarked;
