package dev.assay.model;

/**
 * Asks for a picture. Its size, and how it comes about, are the model's own business.
 *
 * @param id which question this is
 * @param condition what it shall show
 * @param seed seed of the random choices
 */
public record ImageGenerationRequest(RequestId id, ImageCondition condition, long seed)
    implements Request {}
