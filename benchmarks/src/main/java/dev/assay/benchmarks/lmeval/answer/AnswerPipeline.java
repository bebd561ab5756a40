package dev.assay.benchmarks.lmeval.answer;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.task.FilterPipeline;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a task's {@code filter_list}: takes the answer that is scored from a model's
 * responses to a document.
 *
 * @param name stands in the names of metrics, unless it is {@code none}
 * @param steps in order
 * @param leavesOne whether it leaves one answer, however often a document is asked
 */
public record AnswerPipeline(String name, List<AnswerFilter> steps, boolean leavesOne) {
  /** The name that does not stand in the names of metrics. */
  public static final String NO_NAME = "none";

  private static final String TAKE_FIRST = "take_first";
  private static final Set<String> LEAVE_ONE = Set.of(TAKE_FIRST, "majority_vote");

  public AnswerPipeline {
    steps = List.copyOf(steps);
  }

  /**
   * The pipelines of a task that generates.
   *
   * @throws SetupException naming the filter or argument that is not understood
   */
  public static List<AnswerPipeline> of(TaskConfig config) {
    return config.filters().stream().map(pipeline -> pipeline(config, pipeline)).toList();
  }

  private static AnswerPipeline pipeline(TaskConfig config, FilterPipeline pipeline) {
    List<AnswerFilter> steps = new ArrayList<>();
    boolean taken = false;
    for (FilterPipeline.Step step : pipeline.steps()) {
      FilterArguments arguments = new FilterArguments(config, pipeline.name(), step);
      if (taken) {
        throw arguments.error(
            "stands after take_first, which leaves one answer and no list; put it before");
      }
      taken = step.function().equals(TAKE_FIRST);
      steps.add(AnswerFilters.of(arguments));
    }
    boolean leavesOne =
        config.repeats() == 1
            || pipeline.steps().stream().anyMatch(step -> LEAVE_ONE.contains(step.function()));
    return new AnswerPipeline(pipeline.name(), steps, leavesOne);
  }

  /**
   * The name of the only pipeline of a task that compares likelihoods; nothing can be filtered
   * there.
   *
   * @throws SetupException if there are several, or one with another step than {@code take_first}
   */
  public static String nameWithoutFilters(TaskConfig config) {
    if (config.filters().size() != 1) {
      throw new SetupException(
          "%s: filter_list: a task that compares likelihoods has one pipeline with take_first, not %d"
              .formatted(config.file(), config.filters().size()));
    }
    FilterPipeline pipeline = config.filters().get(0);
    for (FilterPipeline.Step step : pipeline.steps()) {
      if (!step.function().equals(TAKE_FIRST)) {
        throw new FilterArguments(config, pipeline.name(), step)
            .error(
                "takes texts; a task that compares likelihoods has none, and only take_first fits");
      }
    }
    return pipeline.name();
  }

  /** What is scored: one answer, or several where the last step leaves a list. */
  public List<String> answers(List<String> responses, Map<String, @Nullable Object> document) {
    List<String> answers = responses;
    for (AnswerFilter step : steps) {
      answers = step.apply(answers, document);
    }
    return answers;
  }
}
