/** Runs a plan: asks models, has benchmarks score, journals every finished example. */
@NullMarked
package dev.assay.run;

import org.jspecify.annotations.NullMarked;
