@NullMarked
package dev.assay.baselines.images;

import org.jspecify.annotations.NullMarked;
