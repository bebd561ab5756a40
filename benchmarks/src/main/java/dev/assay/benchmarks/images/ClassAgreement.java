package dev.assay.benchmarks.images;

import dev.assay.benchmark.Metric;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.images.extractors.Features;
import java.util.Collection;
import java.util.List;

/**
 * Whether the extractor, as a classifier, sees in a picture or clip what was asked for. Its classes
 * may be finer than those asked for: {@code circle left up} is a {@code circle}.
 *
 * @param classes names of the extractor's classes
 */
public record ClassAgreement(List<String> classes) {
  private static final String NAME = "class_agreement";

  /** The agreement that an extractor can tell; it can tell none without probabilities. */
  public static ClassAgreement by(FeatureExtractor extractor) {
    return new ClassAgreement(extractor.tellsClasses() ? extractor.classes() : List.of());
  }

  /** Whether the extractor knows all classes that are asked for. */
  public boolean knows(Collection<String> asked) {
    return !asked.isEmpty()
        && asked.stream().allMatch(a -> classes.stream().anyMatch(told -> agrees(told, a)));
  }

  /** The metric. */
  public static Metric metric() {
    return Metric.accuracy(NAME);
  }

  /** Name of the most probable class; empty where the extractor tells none. */
  public String told(Features features) {
    if (classes.isEmpty()) {
      return "";
    }
    float[] probabilities = features.probabilities().orElseThrow();
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return classes.get(best);
  }

  /** 1 if what was told is what was asked for, else 0. */
  public double value(String told, String asked) {
    return agrees(told, asked) ? 1 : 0;
  }

  private static boolean agrees(String told, String asked) {
    return told.equals(asked) || told.startsWith(asked + " ");
  }
}
