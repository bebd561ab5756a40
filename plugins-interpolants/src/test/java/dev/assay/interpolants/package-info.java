@NullMarked
package dev.assay.interpolants;

import org.jspecify.annotations.NullMarked;
