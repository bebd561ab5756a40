/** Replays recorded outputs as if a model wrote them, so that published results can be checked. */
@NullMarked
package dev.assay.baselines.replay;

import org.jspecify.annotations.NullMarked;
