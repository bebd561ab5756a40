/** Baselines without a network: what a score is worth that a model does not beat. */
@NullMarked
package dev.assay.baselines.trivial;

import org.jspecify.annotations.NullMarked;
