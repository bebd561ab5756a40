package dev.assay.benchmarks.segmentation;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.images.metrics.Confusion;
import dev.assay.benchmarks.images.metrics.IntersectionOverUnion;
import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Intersection over union of each class, their mean, and pixel accuracy, all over the pixels of all
 * pictures together. A picture leaves its sums in its score.
 *
 * @param classes names of the classes by id
 */
record SegmentationMetrics(List<String> classes) {
  private static final String MEAN = "mIoU";
  private static final String ACCURACY = "pixel_accuracy";
  private static final String INTERSECTION = "intersection.";
  private static final String UNION = "union.";
  private static final String RIGHT = "pixels.right";
  private static final String COUNTED = "pixels.counted";

  SegmentationMetrics {
    classes = List.copyOf(classes);
  }

  /** The metrics, the mean first. */
  List<Metric> all() {
    List<Metric> all = new ArrayList<>();
    all.add(
        share(
            MEAN,
            scores -> IntersectionOverUnion.mean(sums(scores, INTERSECTION), sums(scores, UNION))));
    for (String name : classes) {
      all.add(
          share(
              "IoU[" + name + "]",
              scores -> ratio(sum(scores, INTERSECTION + name), sum(scores, UNION + name))));
    }
    all.add(share(ACCURACY, scores -> ratio(sum(scores, RIGHT), sum(scores, COUNTED))));
    return List.copyOf(all);
  }

  private static Metric share(String name, Aggregation.Statistic statistic) {
    return new Metric(name, "%", Direction.HIGHER, new Aggregation.Corpus(statistic));
  }

  /** Not a number where there is nothing to divide by: a class that is nowhere. */
  private static double ratio(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }

  private double[] sums(List<Score> scores, String prefix) {
    return classes.stream().mapToDouble(name -> sum(scores, prefix + name)).toArray();
  }

  private static double sum(List<Score> scores, String key) {
    double sum = 0;
    for (Score score : scores) {
      sum += score.values().get(key);
    }
    return sum;
  }

  /** The sums of a picture, with its own mean and accuracy for readers. */
  Score score(Image predicted, Image target) {
    Confusion confusion = Confusion.of(predicted, target, classes.size());
    double[] intersections = new double[classes.size()];
    double[] unions = new double[classes.size()];
    double right = 0;
    Map<String, Double> values = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      intersections[c] = confusion.intersection(c);
      unions[c] = confusion.union(c);
      right += intersections[c];
      values.put(INTERSECTION + classes.get(c), intersections[c]);
      values.put(UNION + classes.get(c), unions[c]);
    }
    double counted = counted(target);
    values.put(RIGHT, right);
    values.put(COUNTED, counted);
    if (counted > 0) {
      values.put(MEAN, IntersectionOverUnion.mean(intersections, unions));
      values.put(ACCURACY, right / counted);
    }
    return new Score(values, "");
  }

  private double counted(Image target) {
    int counted = 0;
    for (byte id : target.pixels()) {
      counted += (id & 0xff) < classes.size() ? 1 : 0;
    }
    return counted;
  }
}
