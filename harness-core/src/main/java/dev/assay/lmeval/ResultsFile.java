package dev.assay.lmeval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The results file of lm-evaluation-harness, read: one model's numbers by task and filter. */
final class ResultsFile {
  /** Python writes numbers that are none as {@code NaN}, which JSON does not know. */
  static final ObjectReader READER =
      Json.mapper()
          .reader()
          .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String ERROR_MARK = "_stderr";

  private final Path file;
  private final JsonNode root;
  private final Optional<Manifest> manifest;

  private ResultsFile(Path file, JsonNode root, Optional<Manifest> manifest) {
    this.file = file;
    this.root = root;
    this.manifest = manifest;
  }

  /**
   * A number of a task or group.
   *
   * @param metric its name without the filter
   * @param value the number as it stands in the file
   * @param standardError NaN where the file says N/A
   */
  record Number(String metric, double value, double standardError) {
    /** The number under the name that its metric has in Assay with a filter. */
    Number ofFilter(String filter) {
      return new Number(new FilteredMetric(metric, filter).name(), value, standardError);
    }
  }

  /**
   * Reads a results file.
   *
   * @throws SetupException if it is not one, naming the line where it is no JSON
   */
  static ResultsFile read(Path file) {
    try {
      JsonNode root = READER.readTree(Files.readString(file));
      if (root == null || !root.path("results").isObject()) {
        throw new SetupException(
            "%s is not a results file of lm-evaluation-harness: it lacks 'results'"
                .formatted(file));
      }
      JsonNode manifest = root.path(ResultsWriter.MANIFEST);
      return new ResultsFile(
          file,
          root,
          manifest.isObject()
              ? Optional.of(Json.mapper().treeToValue(manifest, Manifest.class))
              : Optional.empty());
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new SetupException(
          "cannot read %s, line %d: %s".formatted(file, line, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new SetupException(
          "cannot read %s (%s: %s)".formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  /** Where it was read from. */
  Path file() {
    return file;
  }

  /** The manifest, if Assay wrote the file. */
  Optional<Manifest> manifest() {
    return manifest;
  }

  /** What stands under keys within keys; a missing node where there is nothing. */
  JsonNode at(String... keys) {
    JsonNode node = root;
    for (String key : keys) {
      node = node.path(key);
    }
    return node;
  }

  /** Names of the tasks, in the file's order. */
  List<String> tasks() {
    return names(false);
  }

  /** Names of the groups, in the file's order. */
  List<String> groups() {
    return names(true);
  }

  private List<String> names(boolean groups) {
    List<String> names = new ArrayList<>();
    root.path("results").fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> isGroup(name) != groups);
    return names;
  }

  private boolean isGroup(String name) {
    return at("groups").has(name) || !at("group_subtasks", name).isEmpty();
  }

  /** The tasks of a group, those of groups within it included. */
  List<String> tasksIn(String group) {
    Set<String> seen = new LinkedHashSet<>();
    collect(group, seen);
    return seen.stream().filter(name -> !isGroup(name)).toList();
  }

  private void collect(String group, Set<String> seen) {
    for (JsonNode member : at("group_subtasks", group)) {
      if (seen.add(member.asText())) {
        collect(member.asText(), seen);
      }
    }
  }

  /** The numbers of a task or group by filter; keys of the file are {@code metric,filter}. */
  Map<String, List<Number>> numbers(String task) {
    JsonNode node = at("results", task);
    Map<String, List<Number>> byFilter = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      int comma = entry.getKey().indexOf(',');
      if (comma < 1 || !entry.getValue().isNumber()) {
        continue; // alias and the like, and numbers that are N/A
      }
      String metric = entry.getKey().substring(0, comma);
      String filter = entry.getKey().substring(comma + 1);
      if (!isErrorOfAnother(metric, filter, node)) {
        double error = node.path(metric + ERROR_MARK + "," + filter).asDouble(Double.NaN);
        byFilter
            .computeIfAbsent(filter, f -> new ArrayList<>())
            .add(new Number(metric, entry.getValue().doubleValue(), error));
      }
    }
    return byFilter;
  }

  private static boolean isErrorOfAnother(String metric, String filter, JsonNode numbers) {
    return metric.endsWith(ERROR_MARK)
        && numbers.has(metric.substring(0, metric.length() - ERROR_MARK.length()) + "," + filter);
  }

  /** Which way a task's metric is better; up where the file does not say. */
  Direction direction(String task, String metric) {
    return at("higher_is_better", task, FilteredMetric.of(metric).metric()).asBoolean(true)
        ? Direction.HIGHER
        : Direction.LOWER;
  }

  /**
   * The unit of a task's metric: what Assay wrote, else {@code %} for what lm-evaluation-harness
   * counts as right or wrong.
   */
  String unit(String task, String metric) {
    for (JsonNode stated : at("configs", task, "metric_list")) {
      String name = FilteredMetric.of(metric).metric();
      if (stated.path("metric").asText().equals(name) && stated.has("unit")) {
        return stated.path("unit").asText();
      }
    }
    if (isGroup(task) && !tasksIn(task).isEmpty()) {
      return unit(tasksIn(task).get(0), metric); // a group averages what is alike
    }
    boolean share =
        metric.equals("acc")
            || metric.startsWith("acc_")
            || metric.endsWith("_acc")
            || metric.contains("exact_match");
    return share ? "%" : "";
  }
}
