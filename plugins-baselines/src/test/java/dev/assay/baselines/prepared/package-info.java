/** What the tests of replays and trivial baselines share. */
@NullMarked
package dev.assay.baselines.prepared;

import org.jspecify.annotations.NullMarked;
