/**
 * Models that know every answer before they are asked: replays and trivial baselines stand on it.
 */
@NullMarked
package dev.assay.baselines.prepared;

import org.jspecify.annotations.NullMarked;
