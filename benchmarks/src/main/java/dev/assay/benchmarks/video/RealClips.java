package dev.assay.benchmarks.video;

import dev.assay.benchmarks.images.Reference;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.images.extractors.Features;
import dev.assay.model.Image;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What clips are compared with.
 *
 * @param clips extracts features of clips
 * @param clipReference those of real clips
 * @param frames the same of single frames, where they are compared
 */
record RealClips(FeatureExtractor clips, Reference clipReference, Optional<Frames> frames) {
  /**
   * Single frames.
   *
   * @param extractor extracts features of a frame
   * @param reference those of all frames of real clips
   */
  record Frames(FeatureExtractor extractor, Reference reference) {
    /** The features of a clip's frames, one after the other. */
    float[] featuresOf(List<Image> clip) {
      float[] all = new float[clip.size() * extractor.width()];
      for (int i = 0; i < clip.size(); i++) {
        Features features = extractor.of(List.of(clip.get(i)));
        System.arraycopy(features.values(), 0, all, i * extractor.width(), extractor.width());
      }
      return all;
    }
  }

  /** Where frames of real clips come from. */
  @FunctionalInterface
  interface FrameSource {
    /** One frame of one clip, both counted from 0. */
    Image frame(int clip, int index);
  }

  /** Real clips and their frames. */
  static RealClips of(
      FeatureExtractor clips, Optional<FeatureExtractor> frames, int count, FrameSource source) {
    int each = clips.frames();
    return new RealClips(
        clips,
        Reference.of(
            clips,
            count,
            clip -> IntStream.range(0, each).mapToObj(f -> source.frame(clip, f)).toList()),
        frames.map(
            extractor ->
                new Frames(
                    extractor,
                    Reference.of(
                        extractor, count * each, i -> List.of(source.frame(i / each, i % each))))));
  }
}
