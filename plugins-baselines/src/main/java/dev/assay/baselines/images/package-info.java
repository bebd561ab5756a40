/**
 * Token models of pictures that discrete interpolants are compared with: MaskGIT and raster order.
 */
@NullMarked
package dev.assay.baselines.images;

import org.jspecify.annotations.NullMarked;
