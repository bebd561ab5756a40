@NullMarked
package dev.assay.baselines.replay;

import org.jspecify.annotations.NullMarked;
