package dev.assay.model;

import java.util.List;

/**
 * A video that a model made.
 *
 * @param frames its pictures, all of one shape, in their order
 */
public record GeneratedVideo(List<Image> frames) {
  public GeneratedVideo {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a video has at least one frame");
    }
    for (Image frame : frames) {
      if (!frame.sameShape(frames.get(0))) {
        throw new IllegalArgumentException(
            "the frames of a video have one shape, not %s and %s"
                .formatted(frames.get(0).shape(), frame.shape()));
      }
    }
  }
}
