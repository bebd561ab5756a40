package dev.assay.run;

import dev.assay.benchmark.Example;
import dev.assay.model.Request;
import dev.assay.model.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An example some of whose answers may be outstanding. */
final class OpenExample<Q extends Request, O> {
  final Example example;
  final List<Q> requests;
  final List<@Nullable Response<O>> responses = new ArrayList<>();
  int missing;
  boolean cached;
  @Nullable String failure;

  /**
   * An example as it is asked.
   *
   * @param known for each request the answer, if it is known already
   */
  OpenExample(Example example, List<Q> requests, List<Optional<Response<O>>> known) {
    this.example = example;
    this.requests = requests;
    known.forEach(response -> responses.add(response.orElse(null)));
    this.missing = (int) known.stream().filter(Optional::isEmpty).count();
    this.cached = missing == 0;
  }
}
