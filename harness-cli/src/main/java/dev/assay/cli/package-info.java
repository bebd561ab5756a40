/** The command line: one class per command; the flow of {@code assay run} is in its class. */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
