package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.AbilityKind;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Model;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.SegmentationRequest;
import dev.assay.model.VideoGenerationRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a model answered, asked through the abilities that the harness uses. */
record Asked<O>(Map<String, Response<O>> responses, Map<String, String> failures) {

  static <Q extends Request, O> Asked<O> of(Model model, AbilityKind<Q, O> kind, List<Q> requests) {
    Asked<O> asked = new Asked<>(new TreeMap<>(), new TreeMap<>());
    ResponseSink<O> sink =
        new ResponseSink<>() {
          @Override
          public synchronized void accept(RequestId request, Response<O> response) {
            assertThat(asked.responses.put(request.example(), response)).isNull();
          }

          @Override
          public synchronized void fail(RequestId request, String cause) {
            asked.failures.put(request.example(), cause);
          }
        };
    model.ability(kind).orElseThrow().respond(requests, sink);
    return asked;
  }

  O output(String id) {
    return responses.get(id).output();
  }

  private static RequestId id(String id) {
    return new RequestId("test", id, 0);
  }

  static ImageGenerationRequest image(String id, ImageCondition condition, long seed) {
    return new ImageGenerationRequest(id(id), condition, seed);
  }

  static ImageCondition label(int label, String name) {
    return new ImageCondition.ClassLabel(label, name);
  }

  static SegmentationRequest segmentation(String id, Image image, int classes) {
    return new SegmentationRequest(id(id), image, classes, 7);
  }

  static VideoGenerationRequest video(String id, ImageCondition condition, int frames, long seed) {
    return new VideoGenerationRequest(id(id), condition, frames, seed);
  }
}
