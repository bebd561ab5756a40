/**
 * ProsQA, questions whose answer lies a few steps deep in a graph told in words (Hao et al. 2024,
 * arXiv 2412.06769; data and protocol from github.com/facebookresearch/coconut), and generated sets
 * of the same kind that need no download.
 */
@NullMarked
package dev.assay.benchmarks.prosqa;

import org.jspecify.annotations.NullMarked;
