/** Models: what they are, what they can do, what they are asked and what they answer. */
@NullMarked
package dev.assay.model;

import org.jspecify.annotations.NullMarked;
