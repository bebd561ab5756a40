/** Assay: an evaluation harness for models that do not think in tokens, and for those that do. */
@NullMarked
package dev.assay;

import org.jspecify.annotations.NullMarked;
