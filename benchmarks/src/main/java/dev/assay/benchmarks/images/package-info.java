/** Image generation: real and procedural pictures to compare with, and how alike they are. */
@NullMarked
package dev.assay.benchmarks.images;

import org.jspecify.annotations.NullMarked;
