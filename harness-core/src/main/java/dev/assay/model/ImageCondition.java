package dev.assay.model;

/** What a picture or video shall show. */
public sealed interface ImageCondition {
  /** Anything. */
  record None() implements ImageCondition {}

  /**
   * A class.
   *
   * @param label its number, from 0, in the data set's order
   * @param name its name
   */
  record ClassLabel(int label, String name) implements ImageCondition {}

  /**
   * What a text says.
   *
   * @param text the text
   */
  record Caption(String text) implements ImageCondition {}

  /**
   * At each place a thing of a given class.
   *
   * @param map one channel of class ids
   * @param classes number of classes
   */
  record LabelMap(Image map, int classes) implements ImageCondition {}
}
