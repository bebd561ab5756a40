package dev.assay.model;

/**
 * Which class each pixel belongs to.
 *
 * @param labels one channel of class ids, as large as the picture asked about
 */
public record SegmentedImage(Image labels) {
  public SegmentedImage {
    if (labels.channels() != 1) {
      throw new IllegalArgumentException("class ids have one channel, not " + labels.channels());
    }
  }
}
