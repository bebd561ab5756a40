package dev.assay.benchmarks.lmeval.task;

import java.util.List;
import java.util.Map;

/**
 * An entry of {@code filter_list}: steps that each work on what the one before left.
 *
 * @param name stands behind the comma in the names of metrics
 * @param steps in order
 */
public record FilterPipeline(String name, List<Step> steps) {

  /**
   * One filter.
   *
   * @param function the filter's name
   * @param arguments everything else that stands there, such as {@code regex_pattern}
   */
  public record Step(String function, Map<String, Object> arguments) {}
}
