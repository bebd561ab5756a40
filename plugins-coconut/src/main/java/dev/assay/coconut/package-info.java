/** Coconut (arXiv 2412.06769): language models that think in vectors before they write. */
@NullMarked
package dev.assay.coconut;

import org.jspecify.annotations.NullMarked;
