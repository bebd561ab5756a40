/** Shortcuts through a benchmark, as models: what a score is worth that a shortcut reaches too. */
@NullMarked
package dev.assay.baselines.heuristic;

import org.jspecify.annotations.NullMarked;
