/** Feature extractors: ONNX graphs that turn pictures and clips into the numbers compared. */
@NullMarked
package dev.assay.benchmarks.images.extractors;

import org.jspecify.annotations.NullMarked;
