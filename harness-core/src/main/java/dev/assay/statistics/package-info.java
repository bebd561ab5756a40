/** Standard errors, confidence intervals and paired comparisons. */
@NullMarked
package dev.assay.statistics;

import org.jspecify.annotations.NullMarked;
