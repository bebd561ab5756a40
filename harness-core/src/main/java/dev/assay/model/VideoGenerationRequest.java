package dev.assay.model;

/**
 * Asks for a video.
 *
 * @param id which question this is
 * @param condition what it shall show
 * @param frames number of pictures
 * @param seed seed of the random choices
 */
public record VideoGenerationRequest(RequestId id, ImageCondition condition, int frames, long seed)
    implements Request {
  public VideoGenerationRequest {
    if (frames < 1) {
      throw new IllegalArgumentException("a video has at least one frame, not " + frames);
    }
  }
}
