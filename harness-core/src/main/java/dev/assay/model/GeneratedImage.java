package dev.assay.model;

/**
 * A picture that a model made.
 *
 * @param image the picture
 */
public record GeneratedImage(Image image) {}
