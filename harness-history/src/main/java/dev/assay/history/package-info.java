/** Finished runs over time: stored, looked up as baselines, and read as trends. */
@NullMarked
package dev.assay.history;

import org.jspecify.annotations.NullMarked;
