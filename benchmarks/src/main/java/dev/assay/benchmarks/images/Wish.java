package dev.assay.benchmarks.images;

import dev.assay.model.ImageCondition;
import java.util.Map;

/**
 * What one picture shall show.
 *
 * @param condition what the model is told
 * @param fields what a reader is told
 * @param seen the class that a classifier should see in the picture; empty where none is asked for
 */
record Wish(ImageCondition condition, Map<String, String> fields, String seen) {
  /** A picture of a class. */
  static Wish ofClass(int label, String name) {
    return new Wish(new ImageCondition.ClassLabel(label, name), Map.of("class", name), name);
  }
}
