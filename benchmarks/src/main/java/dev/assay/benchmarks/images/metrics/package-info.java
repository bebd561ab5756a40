/**
 * Metrics of images, as numbers of features, label maps and pixels: distances between sets of
 * images (FID, KID, Inception Score, precision and recall), of label maps (IoU) and of
 * reconstructions (PSNR, SSIM). The numbers are those of torch-fidelity
 * (github.com/toshas/torch-fidelity) and torchmetrics. Nothing here knows where features come from.
 */
@NullMarked
package dev.assay.benchmarks.images.metrics;

import org.jspecify.annotations.NullMarked;
