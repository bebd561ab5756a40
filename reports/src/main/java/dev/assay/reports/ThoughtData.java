package dev.assay.reports;

import java.util.List;

/**
 * A trace of thoughts as the report's browser gets it: the most probable tokens of each.
 *
 * @param kind says to the browser how to show it
 * @param summary how many thoughts and what ended them
 * @param thoughts the thoughts, before them the position before the first
 */
record ThoughtData(String kind, String summary, List<ThoughtsView.Row> thoughts) {
  static ThoughtData of(ThoughtTrace trace) {
    return new ThoughtData("thoughts", ThoughtsView.summary(trace), ThoughtsView.rows(trace));
  }
}
