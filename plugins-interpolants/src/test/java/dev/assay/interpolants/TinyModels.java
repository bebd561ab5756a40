package dev.assay.interpolants;

import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Interpolants with random weights; see tiny/README.md. */
enum TinyModels {
  IMPLICIT,
  EXPLICIT,
  JOINT,
  CLIP;

  Path folder() {
    try {
      return Path.of(
          TinyModels.class.getResource("tiny/" + name().toLowerCase(Locale.ROOT)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Model open(int threads, int batchSize, Map<String, String> options) {
    return open(folder(), threads, batchSize, options);
  }

  static Model open(Path folder, int threads, int batchSize, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", folder.toString());
    return new InterpolantProvider()
        .open(
            new ModelSpec("tiny", "interpolant", all),
            new ModelContext("cpu", threads, batchSize, new DataStore(List.of())));
  }

  /** The answers by the requests' ids; a request that fails is an error. */
  static <Q extends Request, O> Map<String, Response<O>> ask(
      Model model, AbilityKind<Q, O> kind, List<Q> requests) {
    Map<String, Response<O>> responses = new HashMap<>();
    model
        .ability(kind)
        .orElseThrow()
        .respond(
            requests,
            new ResponseSink<>() {
              @Override
              public synchronized void accept(RequestId request, Response<O> response) {
                responses.put(request.example(), response);
              }

              @Override
              public void fail(RequestId request, String cause) {
                throw new AssertionError(request + ": " + cause);
              }
            });
    return responses;
  }

  static RequestId id(int number) {
    return new RequestId("test", Integer.toString(number), 0);
  }
}
