package dev.assay.lmeval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the results file of one model, benchmark by benchmark. */
final class ResultsWriter {
  /** The name that lm-evaluation-harness gives to answers as they are. */
  static final String NO_FILTER = "none";

  /** Where the results file says what its format has no place for: Assay's manifest. */
  static final String MANIFEST = "assay";

  private static final String UNKNOWN = "N/A";

  private final Manifest manifest;
  private final ModelEntry model;
  private final RunSummary summary;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ObjectNode results = root.putObject("results");
  private final ObjectNode groups = root.putObject("groups");
  private final ObjectNode members = root.putObject("group_subtasks");
  private final ObjectNode configs = root.putObject("configs");
  private final ObjectNode versions = root.putObject("versions");
  // Benchmarks of Assay do not say how many worked examples their prompts hold.
  private final ObjectNode shots = root.putObject("n-shot");
  private final ObjectNode directions = root.putObject("higher_is_better");
  private final ObjectNode counts = root.putObject("n-samples");
  private final ObjectNode config = root.putObject("config");
  private final ObjectNode hashes = JsonNodeFactory.instance.objectNode();

  /** Begins the results of the manifest's only model. */
  ResultsWriter(Manifest manifest, RunSummary summary) {
    this.manifest = manifest;
    this.model = manifest.models().get(0);
    this.summary = summary;
  }

  /** The metrics of a benchmark, in their order. */
  List<FilteredMetric> metrics(String benchmark) {
    return rows(benchmark).stream().map(row -> FilteredMetric.of(row.metric())).toList();
  }

  /** Adds a benchmark with its samples. */
  void add(BenchmarkEntry benchmark, List<ObjectNode> samples) {
    BenchmarkCard card = benchmark.card();
    String task = card.name();
    List<MetricResult> rows = rows(task);
    long scored =
        samples.stream()
            .filter(ResultsWriter::isScored)
            .map(s -> s.get("doc_id"))
            .distinct()
            .count();
    ObjectNode numbers = results.putObject(task);
    numbers.put("name", task).put("alias", card.title()).put("sample_len", scored);
    rows.forEach(row -> put(row, numbers));
    ObjectNode stated = configs.putObject(task);
    stated.put("task", task).put("dataset_path", card.source());
    stated.put("description", card.description());
    ArrayNode metrics = stated.putArray("metric_list");
    ObjectNode higherIsBetter = directions.putObject(task);
    for (MetricResult row : rows) {
      boolean higher = row.direction() == Direction.HIGHER;
      String metric = FilteredMetric.of(row.metric()).metric();
      if (!higherIsBetter.has(metric)) {
        metrics
            .addObject()
            .put("metric", metric)
            .put("higher_is_better", higher)
            .put("unit", row.unit());
      }
      higherIsBetter.put(metric, higher);
    }
    stated.putObject("metadata").put("version", card.version());
    versions.put(task, card.version());
    counts.putObject(task).put("original", benchmark.total()).put("effective", scored);
    StringBuilder all = new StringBuilder();
    for (ObjectNode s : samples) {
      List.of("doc_hash", "prompt_hash", "target_hash").forEach(k -> all.append(s.get(k).asText()));
    }
    hashes.put(task, Sha256.of(all.toString()));
  }

  /** The file, after the last benchmark. */
  ObjectNode finish() {
    manifest.benchmarks().stream().map(b -> b.card().group()).distinct().forEach(this::addGroup);
    config.put("model", model.provider());
    config.set("model_args", Json.mapper().valueToTree(model.options()));
    model.card().parameters().ifPresent(n -> config.put("model_num_parameters", n));
    Map<String, String> settings = manifest.settings();
    putSetting("batch_size", settings.get("batch-size"));
    putSetting("device", settings.get("device"));
    putSetting("limit", settings.get("limit"));
    putSetting("random_seed", settings.get("seed"));
    root.put("date", started());
    root.set("task_hashes", hashes);
    root.put("model_source", model.provider());
    root.put("model_name", model.card().name());
    root.put("model_name_sanitized", OutputFiles.fileName(model.card().name()));
    root.put("total_evaluation_time_seconds", String.valueOf(seconds()));
    root.set(MANIFEST, Json.mapper().valueToTree(manifest));
    return root;
  }

  /** Whole numbers as numbers, {@code none} as null, as lm-evaluation-harness writes settings. */
  private void putSetting(String name, @Nullable String value) {
    if (value == null || value.equals("none")) {
      config.putNull(name);
    } else if (value.matches("-?\\d{1,18}")) {
      config.put(name, Long.parseLong(value));
    } else {
      config.put(name, value);
    }
  }

  private void addGroup(String group) {
    List<MetricResult> rows = rows(group);
    if (rows.isEmpty() || results.has(group)) {
      return;
    }
    ObjectNode numbers = results.putObject(group);
    numbers.put("name", group).put("alias", group);
    ObjectNode higherIsBetter = directions.putObject(group);
    for (MetricResult row : rows) {
      put(row, numbers);
      higherIsBetter.put(
          FilteredMetric.of(row.metric()).metric(), row.direction() == Direction.HIGHER);
    }
    groups.set(group, numbers.deepCopy());
    ArrayNode tasks = members.putArray(group);
    manifest.benchmarks().stream()
        .map(BenchmarkEntry::card)
        .filter(card -> card.group().equals(group))
        .forEach(card -> tasks.add(card.name()));
  }

  private static boolean isScored(ObjectNode sample) {
    return !sample.has("failure");
  }

  private List<MetricResult> rows(String benchmark) {
    return summary.metrics().stream()
        .filter(m -> m.model().equals(model.card().name()) && m.benchmark().equals(benchmark))
        .toList();
  }

  private static void put(MetricResult row, ObjectNode numbers) {
    FilteredMetric metric = FilteredMetric.of(row.metric());
    numbers.put(metric.key(), row.value());
    String error = metric.errorKey();
    if (Double.isNaN(row.standardError())) {
      numbers.put(error, UNKNOWN);
    } else {
      numbers.put(error, row.standardError());
    }
  }

  private double started() {
    try {
      return Instant.parse(manifest.started()).toEpochMilli() / 1000.0;
    } catch (DateTimeParseException e) {
      return 0; // a manifest that someone wrote by hand
    }
  }

  private double seconds() {
    return summary.timings().stream()
        .filter(t -> t.model().equals(model.card().name()))
        .mapToDouble(Timing::wallSeconds)
        .sum();
  }
}
