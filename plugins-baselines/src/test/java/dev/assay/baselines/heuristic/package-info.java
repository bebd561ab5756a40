@NullMarked
package dev.assay.baselines.heuristic;

import org.jspecify.annotations.NullMarked;
