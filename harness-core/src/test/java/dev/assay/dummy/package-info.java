/** Models and benchmarks that misbehave in every way the harness must survive. */
@NullMarked
package dev.assay.dummy;

import org.jspecify.annotations.NullMarked;
