package dev.assay.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.benchmark.Score;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One finished example: what was asked, what came back, what it scored. Written to the journal the
 * moment it is complete.
 *
 * @param model the model's name in the report
 * @param benchmark the benchmark's name
 * @param example the example's id
 * @param contentHash the example's {@link dev.assay.benchmark.Example#contentHash() content hash}
 * @param fields the example's fields
 * @param target the right answer
 * @param prompt what the first request showed the model, where that is text; else empty
 * @param outputs the outputs as text (JSON where an output is not text), one per request
 * @param score the score; empty if the example failed
 * @param failure why there is no score; empty if there is one
 * @param usage what the example cost, all its requests together
 * @param trace what went on inside, kept for the first examples of a benchmark
 * @param cached whether the outputs came from the response cache
 * @param continuations what was to be scored, one for each request, where the model scores texts;
 *     else empty
 */
public record ExampleResult(
    String model,
    String benchmark,
    String example,
    String contentHash,
    Map<String, String> fields,
    String target,
    String prompt,
    List<String> outputs,
    Optional<Score> score,
    Optional<String> failure,
    Usage usage,
    Optional<Trace> trace,
    boolean cached,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Continuation> continuations) {
  public ExampleResult {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    outputs = List.copyOf(outputs);
    // a journal holds none where there are none
    continuations = continuations == null ? List.of() : List.copyOf(continuations);
    if (score.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException("an example has either a score or a failure");
    }
  }

  /** A finished example in which no text was scored. */
  public ExampleResult(
      String model,
      String benchmark,
      String example,
      String contentHash,
      Map<String, String> fields,
      String target,
      String prompt,
      List<String> outputs,
      Optional<Score> score,
      Optional<String> failure,
      Usage usage,
      Optional<Trace> trace,
      boolean cached) {
    this(
        model,
        benchmark,
        example,
        contentHash,
        fields,
        target,
        prompt,
        outputs,
        score,
        failure,
        usage,
        trace,
        cached,
        List.of());
  }

  /** The same under another model's name and with another id. */
  public ExampleResult named(String otherModel, String otherExample) {
    return new ExampleResult(
        otherModel,
        benchmark,
        otherExample,
        contentHash,
        fields,
        target,
        prompt,
        outputs,
        score,
        failure,
        usage,
        trace,
        cached,
        continuations);
  }

  /** What a comparison needs of it: without fields, outputs, trace and texts that were scored. */
  public ExampleResult essentials() {
    return new ExampleResult(
        model,
        benchmark,
        example,
        contentHash,
        Map.of(),
        target,
        prompt,
        List.of(),
        score,
        failure,
        usage,
        Optional.empty(),
        cached);
  }
}
