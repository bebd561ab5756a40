package dev.assay.benchmarks.lmeval.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step from the responses of a model to the answer that is scored. Stateless. */
@FunctionalInterface
public interface AnswerFilter {
  /** What the step makes of the responses to one document, or of what a step before left. */
  List<String> apply(List<String> answers, Map<String, @Nullable Object> document);
}
