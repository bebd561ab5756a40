/** What differs between two finished runs, and whether it is more than chance. */
@NullMarked
package dev.assay.compare;

import org.jspecify.annotations.NullMarked;
