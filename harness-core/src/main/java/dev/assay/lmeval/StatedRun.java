package dev.assay.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.model.ModelCard;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a results file states about the evaluation beside its numbers. */
final class StatedRun {
  private static final int FORMAT = 1;
  private static final String UNKNOWN = "unknown";

  /** Settings of lm-evaluation-harness and what Assay calls them. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "random_seed", "seed",
          "numpy_seed", "numpy-seed",
          "torch_seed", "torch-seed",
          "fewshot_seed", "fewshot-seed",
          "limit", "limit",
          "batch_size", "batch-size",
          "device", "device",
          "gen_kwargs", "gen-kwargs");

  private final ResultsFile results;

  StatedRun(ResultsFile results) {
    this.results = results;
  }

  /** What the file calls the model: its name, else the kind of model. */
  String modelName() {
    Optional<ModelEntry> own = ownModel();
    if (own.isPresent()) {
      return own.get().card().name();
    }
    String name = Sample.text(results.at("model_name"));
    name = name.isBlank() ? Sample.text(results.at("config", "model")) : name;
    if (name.isBlank()) {
      throw new SetupException(
          "%s does not name the model; give it a name with --name".formatted(results.file()));
    }
    return name;
  }

  /** Whether the model may be called the best: Assay's replays and the like may not. */
  boolean competes() {
    return ownModel().map(m -> !m.seesBenchmark()).orElse(true);
  }

  private Optional<ModelEntry> ownModel() {
    return results.manifest().flatMap(m -> m.models().stream().findFirst());
  }

  /** A benchmark as the run that Assay wrote stated it. */
  Optional<BenchmarkEntry> benchmark(String task) {
    return results
        .manifest()
        .flatMap(m -> m.benchmarks().stream().filter(b -> b.card().name().equals(task)).findAny());
  }

  /** Whether it is a group of the run that Assay wrote. */
  boolean isGroup(String name) {
    return results
        .manifest()
        .map(m -> m.benchmarks().stream().anyMatch(b -> b.card().group().equals(name)))
        .orElse(false);
  }

  /** The manifest of the run under Assay's names. */
  Manifest manifest(
      String model, List<BenchmarkEntry> benchmarks, String version, List<String> commandLine) {
    Optional<Manifest> own = results.manifest();
    return new Manifest(
        FORMAT,
        own.map(Manifest::assayVersion).orElse(version),
        own.map(Manifest::suite).orElse("lm-eval"),
        Sha256.of(results.file()),
        commandLine,
        own.map(Manifest::started).orElseGet(this::started),
        own.map(Manifest::settings).orElseGet(this::settings),
        own.map(Manifest::host).orElseGet(this::host),
        List.of(ownModel().map(m -> named(m, model)).orElseGet(() -> model(model))),
        benchmarks);
  }

  private static ModelEntry named(ModelEntry model, String name) {
    return new ModelEntry(
        model.card().named(name),
        model.provider(),
        model.options(),
        model.fingerprint(),
        model.seesBenchmark(),
        model.sweep());
  }

  private String started() {
    JsonNode date = results.at("date");
    try {
      Instant start =
          date.isNumber()
              ? Instant.ofEpochMilli((long) (date.doubleValue() * 1000))
              : Files.getLastModifiedTime(results.file()).toInstant();
      return start.truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + results.file(), e);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    SETTINGS.forEach(
        (theirs, ours) -> {
          JsonNode value = results.at("config", theirs);
          if (!value.isMissingNode()) {
            settings.put(ours, value.isNull() ? "none" : Sample.text(value));
          }
        });
    return settings;
  }

  private Map<String, String> host() {
    Map<String, String> host = new TreeMap<>();
    putIfStated(host, "lm-evaluation-harness", results.at("lm_eval_version"));
    putIfStated(host, "transformers", results.at("transformers_version"));
    return host;
  }

  private ModelEntry model(String name) {
    Map<String, String> facts = new LinkedHashMap<>();
    String kind = Sample.text(results.at("config", "model"));
    for (String fact : List.of("model_args", "model_dtype", "model_revision", "model_sha")) {
      putIfStated(facts, fact, results.at("config", fact));
    }
    for (String fact : List.of("system_instruction", "chat_template_sha", "fewshot_as_multiturn")) {
      putIfStated(facts, fact, results.at(fact));
    }
    JsonNode parameters = results.at("config", "model_num_parameters");
    ModelCard card =
        new ModelCard(
            name,
            kind.isBlank() ? UNKNOWN : kind,
            "Evaluated by lm-evaluation-harness.",
            UNKNOWN,
            UNKNOWN,
            parameters.isNumber() && parameters.longValue() > 0
                ? OptionalLong.of(parameters.longValue())
                : OptionalLong.empty(),
            Map.of(),
            facts);
    return new ModelEntry(
        card, "lm-evaluation-harness", facts, Sha256.of(kind + "\n" + new TreeMap<>(facts)), false);
  }

  private static void putIfStated(Map<String, String> facts, String name, JsonNode value) {
    String text = Sample.text(value);
    if (!text.isEmpty()) {
      facts.put(name, text);
    }
  }

  /** Where a task's data come from. */
  String source(String task) {
    JsonNode config = results.at("configs", task);
    List<String> parts = new ArrayList<>();
    for (String key : List.of("dataset_path", "dataset_name", "test_split")) {
      if (config.path(key).isTextual()) {
        parts.add(config.path(key).textValue());
      }
    }
    return parts.isEmpty() ? UNKNOWN : String.join(", ", parts);
  }

  /**
   * A task's data, prompts and scoring as its configuration states them, equal in two evaluations
   * that may be compared. Without its metadata, which name the model and a path, and without the
   * addresses by which Python prints functions. Of a group, its members'.
   */
  String settingsOf(String task) {
    if (results.at("configs", task) instanceof ObjectNode config) {
      return config.deepCopy().without("metadata").toString().replaceAll(" at 0x[0-9a-fA-F]+", "");
    }
    return results.tasksIn(task).stream()
        .map(member -> member + "\n" + settingsOf(member))
        .collect(Collectors.joining("\n"));
  }
}
