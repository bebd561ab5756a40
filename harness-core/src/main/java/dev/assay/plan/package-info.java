/** From a suite file and flags to an immutable plan of what will run. */
@NullMarked
package dev.assay.plan;

import org.jspecify.annotations.NullMarked;
