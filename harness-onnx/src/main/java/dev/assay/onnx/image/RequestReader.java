package dev.assay.onnx.image;

import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.SegmentationRequest;
import dev.assay.model.VideoGenerationRequest;
import dev.assay.onnx.image.GridAbility.Asked;
import java.util.Map;
import java.util.Objects;

/**
 * Reads requests: which tokens and which class they give. What the model cannot be asked is a
 * {@link RefusedRequest}.
 *
 * @param folder what the model is
 * @param codecs one for each grid
 */
record RequestReader(TokenModelFolder folder, Map<TokenGrid, GridCodec> codecs) {

  Asked image(ImageGenerationRequest request) {
    if (request.condition() instanceof ImageCondition.LabelMap asked) {
      TokenGrid labels = labels();
      requireClasses(asked.classes(), labels);
      int[] tokens = codec(labels).tokens(asked.map());
      return new Asked(Map.of(labels, tokens), noClass(), tokens.length);
    }
    return new Asked(Map.of(), folder.classes().id(request.condition()), 0);
  }

  Asked segmentation(SegmentationRequest request) {
    requireClasses(request.classes(), labels());
    TokenGrid image = grid(TokenGrid.Kind.IMAGE, "the model takes no picture");
    int[] tokens = codec(image).tokens(request.image());
    return new Asked(Map.of(image, tokens), noClass(), request.image().pixels().length);
  }

  Asked video(VideoGenerationRequest request) {
    TokenGrid video = grid(TokenGrid.Kind.VIDEO, "the model makes no videos");
    if (request.frames() != video.frames()) {
      throw new RefusedRequest(
          "%d frames are asked for; the model makes videos of %d"
              .formatted(request.frames(), video.frames()));
    }
    if (request.condition() instanceof ImageCondition.LabelMap) {
      throw new RefusedRequest("the model takes no label map for videos");
    }
    return new Asked(Map.of(), folder.classes().id(request.condition()), 0);
  }

  private int noClass() {
    return folder.classes().id(new ImageCondition.None());
  }

  private GridCodec codec(TokenGrid grid) {
    return Objects.requireNonNull(codecs.get(grid));
  }

  private TokenGrid labels() {
    return grid(TokenGrid.Kind.LABELS, "the model takes no label map");
  }

  private TokenGrid grid(TokenGrid.Kind kind, String otherwise) {
    return folder.grid(kind).orElseThrow(() -> new RefusedRequest(otherwise));
  }

  private static void requireClasses(int classes, TokenGrid labels) {
    if (classes != labels.tokens()) {
      throw new RefusedRequest(
          "the request has %d classes; the model knows %d: %s"
              .formatted(classes, labels.tokens(), labels.classes()));
    }
  }
}
