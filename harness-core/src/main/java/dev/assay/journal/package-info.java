/** Append-only, checksummed record of finished work, from which an interrupted run continues. */
@NullMarked
package dev.assay.journal;

import org.jspecify.annotations.NullMarked;
