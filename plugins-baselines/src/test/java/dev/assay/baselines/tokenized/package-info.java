@NullMarked
package dev.assay.baselines.tokenized;

import org.jspecify.annotations.NullMarked;
