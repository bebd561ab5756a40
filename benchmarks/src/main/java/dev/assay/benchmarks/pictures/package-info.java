/** Pictures and clips: the files they come in, read strictly, and those made by a simple rule. */
@NullMarked
package dev.assay.benchmarks.pictures;

import org.jspecify.annotations.NullMarked;
