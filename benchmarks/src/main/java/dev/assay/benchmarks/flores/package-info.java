/**
 * Translation and bits per byte on parallel sentences: FLORES-101 (Goyal et al. 2022, arXiv
 * 2106.03193; github.com/facebookresearch/flores) in 102 languages, and a small set of Assay's own
 * that needs no download.
 */
@NullMarked
package dev.assay.benchmarks.flores;

import org.jspecify.annotations.NullMarked;
