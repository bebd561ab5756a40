package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.data.Source;
import dev.assay.data.DataStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes a task of its keys, with the defaults of lm-evaluation-harness 0.4.13. */
final class TaskConfigReader {
  private static final Set<String> KEYS =
      Set.of(
          "task",
          "task_alias",
          "dataset_path",
          "dataset_name",
          "dataset_kwargs",
          "training_split",
          "validation_split",
          "test_split",
          "fewshot_split",
          "doc_to_text",
          "doc_to_target",
          "doc_to_choice",
          "description",
          "target_delimiter",
          "fewshot_delimiter",
          "fewshot_config",
          "num_fewshot",
          "metric_list",
          "output_type",
          "generation_kwargs",
          "repeats",
          "filter_list",
          "should_decontaminate",
          "doc_to_decontamination_query",
          "gen_prefix",
          "unsafe_code",
          "metadata");

  /** Known to lm-evaluation-harness; refused by {@link Unsupported} where they have a value. */
  private static final Set<String> EMPTY_ONLY =
      Set.of(
          "custom_dataset",
          "process_docs",
          "process_results",
          "use_prompt",
          "doc_to_image",
          "doc_to_audio",
          "class");

  private static final Set<String> FEW_SHOT_KEYS =
      Set.of(
          "sampler",
          "split",
          "samples",
          "doc_to_text",
          "doc_to_target",
          "doc_to_choice",
          "gen_prefix",
          "fewshot_delimiter",
          "target_delimiter");

  private static final Map<OutputType, List<String>> METRICS =
      Map.of(
          OutputType.GENERATE_UNTIL,
          List.of("exact_match"),
          OutputType.MULTIPLE_CHOICE,
          List.of("acc", "acc_norm"),
          OutputType.LOGLIKELIHOOD,
          List.of("perplexity", "acc"),
          OutputType.LOGLIKELIHOOD_ROLLING,
          List.of("word_perplexity", "byte_perplexity", "bits_per_byte"));

  /** In the order in which they win over each other. */
  private static final List<String> TOKEN_LIMITS =
      List.of("max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens");

  private final Members.Found found;
  private final Keys keys;

  private TaskConfigReader(Members.Found found) {
    this.found = found;
    this.keys = Keys.of(found.file(), found.settings());
  }

  /**
   * Reads a task.
   *
   * @param fewShot in place of {@code num_fewshot}, unless that is 0
   * @throws SetupException that names the file and key that Assay cannot follow
   */
  static TaskConfig read(Members.Found found, DataStore data, OptionalInt fewShot) {
    return new TaskConfigReader(found).config(data, fewShot);
  }

  private TaskConfig config(DataStore data, OptionalInt fewShot) {
    Unsupported.refuse(keys);
    List<String> known = new ArrayList<>(KEYS);
    known.addAll(keys.names().stream().filter(EMPTY_ONLY::contains).toList());
    keys.refuseUnknown(known);
    OutputType outputType = outputType();
    Source source = new SourceReader(keys, data).read();
    Formatting formatting = formatting();
    requireExpressions(outputType, formatting);
    TaskConfig config =
        new TaskConfig(
            found.file(),
            found.name(),
            found.groups(),
            source,
            split("training_split", source),
            split("validation_split", source),
            split("test_split", source),
            outputType,
            expression(keys, "description"),
            formatting,
            fewShot(formatting, fewShot),
            metrics(outputType),
            generation(outputType, formatting),
            keys.integer("repeats").orElse(1),
            filters(),
            metadata());
    if (config.testSplit().isEmpty() && config.validationSplit().isEmpty()) {
      throw keys.error("test_split", "is missing, and validation_split is too: what is asked?");
    }
    return config;
  }

  private OutputType outputType() {
    String name = keys.text("output_type").orElse("generate_until");
    for (OutputType type : OutputType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    throw SetupException.unknownName(
        "output_type in " + keys.file("output_type"),
        name,
        Arrays.stream(OutputType.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList());
  }

  private Optional<String> split(String key, Source source) {
    Optional<String> split = keys.text(key);
    split.ifPresent(
        name -> {
          if (!source.files().containsKey(name)) {
            throw SetupException.unknownName(
                "split, %s (dataset_kwargs.data_files has the splits)".formatted(keys.where(key)),
                name,
                source.files().keySet());
          }
        });
    return split;
  }

  private Formatting formatting() {
    return new Formatting(
        expression(keys, "doc_to_text"),
        expression(keys, "doc_to_target"),
        expression(keys, "doc_to_choice"),
        expression(keys, "gen_prefix"),
        keys.text("target_delimiter").orElse(" "),
        keys.text("fewshot_delimiter").orElse("\n\n"));
  }

  private void requireExpressions(OutputType outputType, Formatting formatting) {
    if (formatting.text().isEmpty()) {
      throw keys.error("doc_to_text", "is missing; it may be empty: doc_to_text: \"\"");
    }
    if (formatting.target().isEmpty()) {
      throw keys.error("doc_to_target", "is missing");
    }
    if (outputType == OutputType.MULTIPLE_CHOICE && formatting.choices().isEmpty()) {
      throw keys.error("doc_to_choice", "is missing, and output_type is multiple_choice");
    }
  }

  private static Optional<Expression> expression(Keys keys, String key) {
    boolean listed = key.equals("doc_to_target") || key.equals("doc_to_choice");
    return keys.value(key)
        .map(
            value -> {
              boolean number = value instanceof Long && key.startsWith("doc_to_t");
              boolean several =
                  value instanceof List && listed
                      || value instanceof Map && key.equals("doc_to_choice");
              if (value instanceof String || number || several) {
                return Expression.of(keys.where(key), value);
              }
              throw keys.error(key, "cannot be '%s'; write a template".formatted(value));
            });
  }

  private FewShot fewShot(Formatting task, OptionalInt asked) {
    Keys config = keys.map("fewshot_config");
    config.refuseUnknown(FEW_SHOT_KEYS);
    String sampler = config.text("sampler").orElse("default");
    if (!List.of("default", "first_n").contains(sampler)) {
      throw SetupException.unknownName(
          "sampler, " + config.where("sampler"), sampler, List.of("default", "first_n"));
    }
    Formatting formatting =
        new Formatting(
            expression(config, "doc_to_text").or(task::text),
            expression(config, "doc_to_target").or(task::target),
            expression(config, "doc_to_choice").or(task::choices),
            expression(config, "gen_prefix").or(task::genPrefix),
            config.text("target_delimiter").orElse(task.targetDelimiter()),
            config.text("fewshot_delimiter").orElse(task.fewshotDelimiter()));
    List<Map<String, Object>> samples =
        config.maps("samples").orElse(List.of()).stream().map(s -> s.others(Set.of())).toList();
    Optional<Integer> own = keys.integer("num_fewshot");
    int count = asked.isPresent() && !own.equals(Optional.of(0)) ? asked.getAsInt() : own.orElse(0);
    return new FewShot(
        count,
        config.text("split").or(() -> keys.text("fewshot_split")),
        sampler,
        samples,
        formatting);
  }

  private List<MetricConfig> metrics(OutputType outputType) {
    Optional<List<Keys>> list = keys.maps("metric_list");
    if (list.isEmpty()) {
      return METRICS.getOrDefault(outputType, List.of()).stream()
          .map(m -> new MetricConfig(m, Optional.empty(), Optional.empty(), Map.of()))
          .toList();
    }
    List<MetricConfig> metrics = new ArrayList<>();
    for (Keys metric : list.get()) {
      if (metric.truth("hf_evaluate").orElse(false)) {
        throw metric.error(
            "hf_evaluate",
            "the metric '%s' is Python of Hugging Face's evaluate; choose one of lm-evaluation-harness's own"
                .formatted(metric.requiredText("metric")));
      }
      metrics.add(
          new MetricConfig(
              metric.requiredText("metric"),
              metric.text("aggregation"),
              metric.truth("higher_is_better"),
              metric.others(Set.of("metric", "aggregation", "higher_is_better", "hf_evaluate"))));
    }
    return metrics;
  }

  private Generation generation(OutputType outputType, Formatting formatting) {
    Keys given = keys.map(outputType == OutputType.GENERATE_UNTIL ? "generation_kwargs" : "");
    int tokens =
        TOKEN_LIMITS.stream()
            .flatMap(key -> given.integer(key).stream())
            .findFirst()
            .orElse(Generation.DEFAULT_MAX_TOKENS);
    double temperature = given.real("temperature").orElse(0.0);
    boolean sample = given.truth("do_sample").orElse(temperature > 0);
    List<String> named = new ArrayList<>(TOKEN_LIMITS);
    named.addAll(List.of("until", "temperature", "do_sample"));
    return new Generation(
        given.texts("until").orElse(List.of(formatting.fewshotDelimiter())),
        tokens,
        sample,
        sample ? temperature : 0,
        given.others(named));
  }

  private List<FilterPipeline> filters() {
    Optional<List<Keys>> list = keys.maps("filter_list");
    if (list.isEmpty()) {
      return List.of(
          new FilterPipeline("none", List.of(new FilterPipeline.Step("take_first", Map.of()))));
    }
    List<FilterPipeline> pipelines = new ArrayList<>();
    for (Keys pipeline : list.get()) {
      pipeline.refuseUnknown(Set.of("name", "filter"));
      List<FilterPipeline.Step> steps = new ArrayList<>();
      for (Keys step :
          pipeline.maps("filter").orElseThrow(() -> pipeline.error("filter", "is missing"))) {
        steps.add(
            new FilterPipeline.Step(
                step.requiredText("function"), step.others(Set.of("function"))));
      }
      pipelines.add(new FilterPipeline(pipeline.requiredText("name"), steps));
    }
    return pipelines;
  }

  private Map<String, Object> metadata() {
    Object metadata = keys.value("metadata").orElse(Map.of());
    Map<String, Object> result = new LinkedHashMap<>();
    if (metadata instanceof Map<?, ?> map) {
      map.forEach((key, value) -> result.put(String.valueOf(key), value));
    } else {
      result.put("_metadata", metadata);
    }
    return result;
  }
}
