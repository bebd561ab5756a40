package dev.assay.baselines.images;

import dev.assay.model.Ability;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Sampling;
import dev.assay.model.Usage;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.PendingGeneration;
import dev.assay.onnx.TokenGeneration;
import dev.assay.onnx.image.GridCodec;
import dev.assay.onnx.image.RefusedRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes pictures by writing their tokens one by one, left to right and top to bottom.
 *
 * <p>Usage: one token is read, the class; forward passes are tokens, one after the other. There are
 * no denoising steps. Operations of an autoencoder are left out.
 */
final class RasterAbility implements Ability<ImageGenerationRequest, GeneratedImage> {
  private static final byte[] NO_TEXT = {};

  private final RasterFolder folder;
  private final CausalDecoder decoder;
  private final GridCodec codec;
  private final Sampling sampling;

  RasterAbility(RasterFolder folder, CausalDecoder decoder, GridCodec codec, Sampling sampling) {
    this.folder = folder;
    this.decoder = decoder;
    this.codec = codec;
    this.sampling = sampling;
  }

  @Override
  public void respond(List<ImageGenerationRequest> requests, ResponseSink<GeneratedImage> sink) {
    List<PendingGeneration> work = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      ImageGenerationRequest request = requests.get(i);
      try {
        work.add(PendingGeneration.of(generation(i, request)));
      } catch (RefusedRequest e) {
        sink.fail(request.id(), String.valueOf(e.getMessage()));
      }
    }
    decoder.generate(
        work,
        token -> NO_TEXT,
        List.of(),
        result -> answer(requests.get(result.index()), result, sink));
  }

  private TokenGeneration generation(int index, ImageGenerationRequest request) {
    if (request.condition() instanceof ImageCondition.LabelMap) {
      throw new RefusedRequest("the model takes no label map");
    }
    int[] prompt = {folder.beginning(folder.classes().id(request.condition()))};
    int length = folder.grid().size();
    return new TokenGeneration(
        index, prompt, length, Integer.MAX_VALUE, List.of(), sampling, request.seed());
  }

  private void answer(
      ImageGenerationRequest request, GeneratedTokens result, ResponseSink<GeneratedImage> sink) {
    int[] tokens = result.ids().stream().mapToInt(Integer::intValue).toArray();
    for (int token : tokens) {
      if (token >= folder.grid().tokens()) {
        sink.fail(
            request.id(),
            "the model wrote token %d, which is no part of a picture (0 to %d are)"
                .formatted(token, folder.grid().tokens() - 1));
        return;
      }
    }
    Image image = codec.images(List.of(tokens)).get(0);
    Usage usage =
        new Usage(
            0,
            (long) image.width() * image.height() * image.channels(),
            1,
            tokens.length,
            0,
            0,
            0,
            result.forwardPasses(),
            folder.decoder().cost().of(tokens.length, tokens.length),
            result.seconds());
    sink.accept(request.id(), Response.of(new GeneratedImage(image), usage));
  }
}
