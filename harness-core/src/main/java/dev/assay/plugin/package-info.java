/** Discovery of model and benchmark plugins through {@link java.util.ServiceLoader}. */
@NullMarked
package dev.assay.plugin;

import org.jspecify.annotations.NullMarked;
