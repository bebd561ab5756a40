@NullMarked
package dev.assay.blt;

import org.jspecify.annotations.NullMarked;
