/**
 * The data store: real data sets by name, with checksums, found in folders or pulled from their
 * source.
 */
@NullMarked
package dev.assay.data;

import org.jspecify.annotations.NullMarked;
