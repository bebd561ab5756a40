/** Video generation: clips compared with real or procedural ones, as clips and frame by frame. */
@NullMarked
package dev.assay.benchmarks.video;

import org.jspecify.annotations.NullMarked;
