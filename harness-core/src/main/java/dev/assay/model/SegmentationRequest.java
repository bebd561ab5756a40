package dev.assay.model;

/**
 * Asks which class each pixel of a picture belongs to.
 *
 * @param id which question this is
 * @param image the picture
 * @param classes number of classes; ids run from 0
 * @param seed seed of the random choices, where there are any
 */
public record SegmentationRequest(RequestId id, Image image, int classes, long seed)
    implements Request {}
