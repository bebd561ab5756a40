package dev.assay.benchmarks.images.metrics;

import dev.assay.model.Image;

/**
 * How often the pixels of one class were taken for which, over one label map or many. Pixels whose
 * target is no class, such as 255 in Cityscapes, do not count. Immutable.
 */
public final class Confusion {
  private final long[][] counts; // [target, predicted]; the last column is for what is no class

  private Confusion(long[][] counts) {
    this.counts = counts;
  }

  /**
   * Counts the pixels of a label map. A predicted id that is no class is wrong.
   *
   * @param predicted class ids, one channel
   * @param target class ids, one channel, of the same size
   * @param classes how many there are; their ids are 0 to classes − 1
   * @throws IllegalArgumentException if the sizes differ or there are three channels
   */
  public static Confusion of(Image predicted, Image target, int classes) {
    if (!predicted.sameShape(target) || target.channels() != 1) {
      throw new IllegalArgumentException(
          "a label map (%s) against one of %s".formatted(predicted.shape(), target.shape()));
    }
    long[][] counts = new long[classes][classes + 1];
    for (int y = 0; y < target.height(); y++) {
      for (int x = 0; x < target.width(); x++) {
        if (target.at(x, y, 0) < classes) {
          counts[target.at(x, y, 0)][Math.min(classes, predicted.at(x, y, 0))]++;
        }
      }
    }
    return new Confusion(counts);
  }

  /** Pixels of a class that were recognised. */
  public long intersection(int label) {
    return counts[label][label];
  }

  /** Pixels that are of a class or were taken for it. */
  public long union(int label) {
    long union = -counts[label][label];
    for (int other = 0; other < counts.length; other++) {
      union += counts[other][label];
    }
    for (long pixels : counts[label]) {
      union += pixels;
    }
    return union;
  }

  /** The share of pixels that were recognised, in [0, 1]; NaN if none counts. */
  public double pixelAccuracy() {
    double right = 0;
    double all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      for (long pixels : counts[label]) {
        all += pixels;
      }
    }
    return right / all;
  }
}
