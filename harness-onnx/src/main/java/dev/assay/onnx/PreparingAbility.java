package dev.assay.onnx;

import dev.assay.model.Ability;
import dev.assay.model.Prepared;
import dev.assay.model.Request;
import dev.assay.model.ResponseSink;
import java.util.List;

/** An ability that answers nothing without preparing it first, be it in advance or not. */
public interface PreparingAbility<Q extends Request, O> extends Ability<Q, O> {
  @Override
  Prepared<O> prepare(List<Q> requests);

  @Override
  default void respond(List<Q> requests, ResponseSink<O> sink) {
    try (Prepared<O> prepared = prepare(requests)) {
      prepared.respond(sink);
    }
  }
}
