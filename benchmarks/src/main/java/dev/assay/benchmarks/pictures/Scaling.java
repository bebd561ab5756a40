package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;

/**
 * Bilinear scaling that averages over all pixels it leaves out, as Pillow's does: a triangle of the
 * width of a target pixel (of a source pixel where it enlarges). Without the averaging, scaled
 * pictures alias, which distances between features notice (Parmar et al., arXiv 2104.11222).
 */
public final class Scaling {
  private Scaling() {}

  /** The picture with another width and height; itself where it has them. */
  public static Image to(int width, int height, Image image) {
    if (image.width() == width && image.height() == height) {
      return image;
    }
    int channels = image.channels();
    byte[] pixels = image.pixels();
    float[] from = new float[pixels.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = pixels[i] & 0xff;
    }
    float[] wide = along(from, image.height(), image.width(), width, channels);
    float[] scaled = along(wide, 1, image.height(), height, width * channels);
    byte[] rounded = new byte[scaled.length];
    for (int i = 0; i < scaled.length; i++) {
      rounded[i] = (byte) Math.max(0, Math.min(255, Math.round(scaled[i])));
    }
    return new Image(width, height, channels, rounded);
  }

  /** Scales the middle axis of {@code [outer, from, inner]} to {@code [outer, to, inner]}. */
  private static float[] along(float[] values, int outer, int from, int to, int inner) {
    float[] scaled = new float[outer * to * inner];
    double ratio = (double) from / to;
    double reach = Math.max(1, ratio);
    for (int t = 0; t < to; t++) {
      double centre = (t + 0.5) * ratio;
      int first = Math.max(0, (int) (centre - reach + 0.5));
      int end = Math.min(from, (int) (centre + reach + 0.5));
      double[] weights = weights(centre, reach, first, end);
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < inner; i++) {
          double sum = 0;
          for (int f = first; f < end; f++) {
            sum += weights[f - first] * values[(o * from + f) * inner + i];
          }
          scaled[(o * to + t) * inner + i] = (float) sum;
        }
      }
    }
    return scaled;
  }

  private static double[] weights(double centre, double reach, int first, int end) {
    double[] weights = new double[end - first];
    double sum = 0;
    for (int f = first; f < end; f++) {
      weights[f - first] = Math.max(0, 1 - Math.abs((f + 0.5 - centre) / reach));
      sum += weights[f - first];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
