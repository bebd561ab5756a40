@NullMarked
package dev.assay.baselines.trivial;

import org.jspecify.annotations.NullMarked;
