package dev.assay.benchmarks.images.metrics;

import dev.assay.model.Image;

/** PSNR of a reconstruction, in decibels: 10·log₁₀(255² / mean squared error). */
public final class PeakSignalToNoiseRatio {
  private static final double RANGE = 255;

  private PeakSignalToNoiseRatio() {}

  /**
   * The ratio over all pixels and channels; infinite for equal images.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double of(Image reconstructed, Image original) {
    if (!reconstructed.sameShape(original)) {
      throw new IllegalArgumentException(
          "a reconstruction (%s) of an image of %s"
              .formatted(reconstructed.shape(), original.shape()));
    }
    byte[] a = reconstructed.pixels();
    byte[] b = original.pixels();
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (a[i] & 0xff) - (b[i] & 0xff);
      squares += difference * difference;
    }
    return 10 * Math.log10(RANGE * RANGE * a.length / squares);
  }
}
