package dev.assay.model;

/**
 * Names an ability and ties its request and output types together, so that a benchmark and a model
 * that never heard of each other can meet on it. Plugins may define further kinds.
 *
 * @param name the word used in listings and errors, for example {@code generate-text}
 * @param request type of the requests
 * @param output type of the outputs: a record of plain values that Jackson can write and read,
 *     since outputs are journaled
 * @param <Q> request type
 * @param <O> output type
 */
public record AbilityKind<Q extends Request, O>(String name, Class<Q> request, Class<O> output) {

  /** Generate text that continues a prompt. */
  public static final AbilityKind<TextGenerationRequest, GeneratedText> GENERATE_TEXT =
      new AbilityKind<>("generate-text", TextGenerationRequest.class, GeneratedText.class);

  /** Score text: the log-likelihood of a continuation given a context. */
  public static final AbilityKind<TextScoringRequest, LogLikelihood> SCORE_TEXT =
      new AbilityKind<>("score-text", TextScoringRequest.class, LogLikelihood.class);

  /** Make a picture. */
  public static final AbilityKind<ImageGenerationRequest, GeneratedImage> GENERATE_IMAGE =
      new AbilityKind<>("generate-image", ImageGenerationRequest.class, GeneratedImage.class);

  /** Say which class each pixel of a picture belongs to. */
  public static final AbilityKind<SegmentationRequest, SegmentedImage> SEGMENT_IMAGE =
      new AbilityKind<>("segment-image", SegmentationRequest.class, SegmentedImage.class);

  /** Make a video. */
  public static final AbilityKind<VideoGenerationRequest, GeneratedVideo> GENERATE_VIDEO =
      new AbilityKind<>("generate-video", VideoGenerationRequest.class, GeneratedVideo.class);

  @Override
  public String toString() {
    return name;
  }
}
