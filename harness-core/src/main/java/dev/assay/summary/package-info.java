/** From finished examples to the numbers of a run: values, intervals, ties and costs. */
@NullMarked
package dev.assay.summary;

import org.jspecify.annotations.NullMarked;
