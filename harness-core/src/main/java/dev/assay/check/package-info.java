/** Proof on demand that a model's answers depend on the request alone. */
@NullMarked
package dev.assay.check;

import org.jspecify.annotations.NullMarked;
