/**
 * Discrete Interpolants (arXiv 2412.06787): pictures, label maps and videos made by unmasking
 * tokens.
 */
@NullMarked
package dev.assay.interpolants;

import org.jspecify.annotations.NullMarked;
