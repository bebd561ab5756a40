/** Whether a run may take the place of another: a policy's margins, tested and judged. */
@NullMarked
package dev.assay.gate;

import org.jspecify.annotations.NullMarked;
