package dev.assay.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;

/** One record of a run's journal, a line of JSON. The first one says which plan the run is of. */
public sealed interface RunRecord {
  /**
   * Which plan the journal is for.
   *
   * @param plan the plan's hash
   */
  record Of(String plan) implements RunRecord {}

  /**
   * An example is finished.
   *
   * @param position where it comes in the order of the plan, from 0
   * @param example the result
   */
  record Finished(long position, ExampleResult example) implements RunRecord {}

  /**
   * Time has passed.
   *
   * @param timing where it went; a model and benchmark may have several, which add up
   */
  record Timed(Timing timing) implements RunRecord {}

  /** The record as a line. */
  default String line() {
    return Json.line(this);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not one of a run's journal
   */
  static RunRecord parse(String line) {
    JsonNode node = Json.parse(line);
    Class<? extends RunRecord> type =
        node.has("plan") ? Of.class : node.has("example") ? Finished.class : Timed.class;
    try {
      return Json.mapper().treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a record of this version: " + e.getMessage(), e);
    }
  }
}
