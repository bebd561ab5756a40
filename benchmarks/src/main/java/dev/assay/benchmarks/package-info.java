/** What benchmarks share: data files read strictly. */
@NullMarked
package dev.assay.benchmarks;

import org.jspecify.annotations.NullMarked;
