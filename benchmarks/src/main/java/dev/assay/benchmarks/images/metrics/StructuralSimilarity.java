package dev.assay.benchmarks.images.metrics;

import dev.assay.model.Image;

/**
 * SSIM of a reconstruction (Wang et al. 2004): luminance, contrast and structure around each pixel,
 * weighted by a Gaussian of 11×11 pixels with σ = 1.5, averaged over pixels and channels. Borders
 * are mirrored, as in torchmetrics. 1 for equal images.
 */
public final class StructuralSimilarity {
  private static final int RADIUS = 5;
  private static final double SIGMA = 1.5;
  private static final double LUMINANCE = Math.pow(0.01 * 255, 2);
  private static final double CONTRAST = Math.pow(0.03 * 255, 2);
  private static final double[] WINDOW = window();

  private StructuralSimilarity() {}

  /**
   * The similarity.
   *
   * @throws IllegalArgumentException if the shapes differ or a side has fewer than six pixels,
   *     which cannot be mirrored
   */
  public static double of(Image reconstructed, Image original) {
    if (!reconstructed.sameShape(original)
        || Math.min(original.width(), original.height()) <= RADIUS) {
      throw new IllegalArgumentException(
          "a reconstruction (%s) of an image of %s; both need the same size, at least 6×6"
              .formatted(reconstructed.shape(), original.shape()));
    }
    double sum = 0;
    for (int channel = 0; channel < original.channels(); channel++) {
      sum += ofPlanes(plane(reconstructed, channel), plane(original, channel));
    }
    return sum / original.channels();
  }

  private static double ofPlanes(double[][] a, double[][] b) {
    double[][] meanA = blurred(a);
    double[][] meanB = blurred(b);
    double[][] squareA = blurred(product(a, a));
    double[][] squareB = blurred(product(b, b));
    double[][] both = blurred(product(a, b));
    double sum = 0;
    for (int y = 0; y < a.length; y++) {
      for (int x = 0; x < a[0].length; x++) {
        double means = meanA[y][x] * meanB[y][x];
        double meanSquares = meanA[y][x] * meanA[y][x] + meanB[y][x] * meanB[y][x];
        double varianceA = Math.max(0, squareA[y][x] - meanA[y][x] * meanA[y][x]);
        double varianceB = Math.max(0, squareB[y][x] - meanB[y][x] * meanB[y][x]);
        sum +=
            (2 * means + LUMINANCE)
                * (2 * (both[y][x] - means) + CONTRAST)
                / ((meanSquares + LUMINANCE) * (varianceA + varianceB + CONTRAST));
      }
    }
    return sum / (a.length * a[0].length);
  }

  private static double[][] plane(Image image, int channel) {
    double[][] plane = new double[image.height()][image.width()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        plane[y][x] = image.at(x, y, channel);
      }
    }
    return plane;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][a[0].length];
    for (int y = 0; y < a.length; y++) {
      for (int x = 0; x < a[0].length; x++) {
        product[y][x] = a[y][x] * b[y][x];
      }
    }
    return product;
  }

  /** The window is a product of two of one dimension: rows are blurred first, then columns. */
  private static double[][] blurred(double[][] plane) {
    return transposedBlur(transposedBlur(plane));
  }

  private static double[][] transposedBlur(double[][] plane) {
    int width = plane[0].length;
    double[][] blurred = new double[width][plane.length];
    for (int y = 0; y < plane.length; y++) {
      for (int x = 0; x < width; x++) {
        for (int i = -RADIUS; i <= RADIUS; i++) {
          blurred[x][y] += WINDOW[i + RADIUS] * plane[y][mirrored(x + i, width)];
        }
      }
    }
    return blurred;
  }

  private static int mirrored(int x, int width) {
    int inside = Math.abs(x);
    return inside < width ? inside : 2 * (width - 1) - inside;
  }

  private static double[] window() {
    double[] window = new double[2 * RADIUS + 1];
    double sum = 0;
    for (int i = -RADIUS; i <= RADIUS; i++) {
      window[i + RADIUS] = Math.exp(-i * i / (2 * SIGMA * SIGMA));
      sum += window[i + RADIUS];
    }
    for (int i = 0; i < window.length; i++) {
      window[i] /= sum;
    }
    return window;
  }
}
