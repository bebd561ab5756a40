/**
 * What Python's standard library does where protocols made in Python depend on it: its random
 * numbers, its regular expressions, what it takes for whitespace.
 */
@NullMarked
package dev.assay.benchmarks.python;

import org.jspecify.annotations.NullMarked;
