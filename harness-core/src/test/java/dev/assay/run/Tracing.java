package dev.assay.run;

import dev.assay.dummy.DummyModel;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import java.util.Map;
import java.util.Optional;

/** Models that say what went on inside. */
final class Tracing {
  private Tracing() {}

  /** A model with a trace for each answer. */
  static DummyModel model() {
    return answeringWith("tracing", new Trace("patches", Map.of("boundaries", "0 4")));
  }

  /** A model whose traces hold what JSON cannot. */
  static DummyModel opaqueModel() {
    return answeringWith("opaque", new Trace("patches", Map.of("thread", new Object())));
  }

  /** A model that notes which traces are wanted. */
  static DummyModel listening(Map<String, Boolean> wanted) {
    return new DummyModel(
        "listening",
        (requests, sink) ->
            requests.forEach(
                r -> {
                  wanted.put(r.id().example(), sink.wantsTrace(r.id()));
                  sink.accept(
                      r.id(),
                      Response.of(
                          new GeneratedText(r.prompt(), GeneratedText.Finish.END), Usage.NONE));
                }));
  }

  private static DummyModel answeringWith(String name, Trace trace) {
    return new DummyModel(
        name,
        (requests, sink) ->
            requests.forEach(
                r ->
                    sink.accept(
                        r.id(),
                        new Response<>(
                            new GeneratedText(r.prompt(), GeneratedText.Finish.END),
                            Usage.NONE,
                            Optional.of(trace)))));
  }
}
