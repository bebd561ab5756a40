/** Segmentation: which class each pixel of a picture belongs to. */
@NullMarked
package dev.assay.benchmarks.segmentation;

import org.jspecify.annotations.NullMarked;
