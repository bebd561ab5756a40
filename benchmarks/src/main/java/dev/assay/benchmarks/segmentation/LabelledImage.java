package dev.assay.benchmarks.segmentation;

import dev.assay.model.Image;

/**
 * A picture whose pixels' classes are known.
 *
 * @param id of the example
 * @param image the picture
 * @param labels class ids, one channel; ids that are no class are not scored
 */
record LabelledImage(String id, Image image, Image labels) {}
