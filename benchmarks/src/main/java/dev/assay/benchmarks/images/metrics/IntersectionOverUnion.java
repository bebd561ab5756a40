package dev.assay.benchmarks.images.metrics;

/**
 * Intersection over union of label maps, also called Jaccard index: the pixels of a class that were
 * recognised, of those that are of the class or were taken for it. Intersections and unions are
 * summed over all images first, as PASCAL VOC and Cityscapes do.
 */
public final class IntersectionOverUnion {
  private IntersectionOverUnion() {}

  /** One class, in [0, 1]; NaN for a class that neither occurs nor was predicted. */
  public static double of(double intersection, double union) {
    return intersection / union;
  }

  /**
   * mIoU: the mean over the classes that occur or were predicted; NaN if there is none.
   *
   * @param intersections per class
   * @param unions per class
   */
  public static double mean(double[] intersections, double[] unions) {
    double sum = 0;
    int present = 0;
    for (int label = 0; label < unions.length; label++) {
      if (unions[label] > 0) {
        sum += of(intersections[label], unions[label]);
        present++;
      }
    }
    return sum / present;
  }
}
