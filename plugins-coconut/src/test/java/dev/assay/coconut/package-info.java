@NullMarked
package dev.assay.coconut;

import org.jspecify.annotations.NullMarked;
