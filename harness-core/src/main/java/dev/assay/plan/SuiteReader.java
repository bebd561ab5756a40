package dev.assay.plan;

import dev.assay.SetupException;
import dev.assay.YamlValue;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a suite from YAML. Every mistake is reported with the file, the line and the key, and with
 * what would be valid.
 */
public final class SuiteReader {
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "name",
              "about",
              "models",
              "benchmarks",
              "limit",
              "seed",
              "batch-size",
              "device",
              "threads",
              "timeout",
              "failure-tolerance",
              "trace-examples"));

  private final Plugins plugins;

  /** A reader that resolves names against the given plugins. */
  public SuiteReader(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Reads a file. */
  public Suite read(Path file) {
    try {
      String fileName = file.getFileName().toString();
      return read(Files.readString(file), file.toString(), fileName.replaceAll("\\.ya?ml$", ""));
    } catch (IOException e) {
      throw new SetupException(
          "cannot read the suite %s: %s".formatted(file, describe(e, file)), e);
    }
  }

  private static String describe(IOException e, Path file) {
    if (!Files.exists(file)) {
      return "there is no such file";
    }
    return e instanceof CharacterCodingException
        ? "it is not text in UTF-8"
        : String.valueOf(e.getMessage());
  }

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @param origin what to call it in errors
   * @param defaultName the suite's name where the text gives none
   */
  public Suite read(String yaml, String origin, String defaultName) {
    YamlValue root = YamlValue.parse(yaml, origin);
    if (!root.isMapping()) {
      throw root.error("a suite is a mapping with the keys " + String.join(", ", KEYS));
    }
    for (String key : root.keys()) {
      if (!KEYS.contains(key)) {
        SetupException unknown = SetupException.unknownName("key", key, KEYS);
        throw root.at(key).error(unknown.getMessage());
      }
    }
    return new Suite(
        root.at("name").text().orElse(defaultName),
        models(root.at("models")),
        benchmarks(root.at("benchmarks")),
        settings(root),
        root.at("about").text().orElse(""));
  }

  private List<ModelSpec> models(YamlValue value) {
    List<YamlValue> items = value.isList() ? value.items() : List.of();
    if (items.isEmpty()) {
      throw value.error("'models' must be a list with at least one model, such as [copy-input]");
    }
    List<ModelSpec> models = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue item : items) {
      for (ModelSpec spec : item.located(() -> allOf(item))) {
        if (!names.add(spec.name())) {
          throw item.error(
              "two models are named '%s'; give one of them another name".formatted(spec.name()));
        }
        models.add(spec);
      }
    }
    return models;
  }

  /** The models of an entry whose options may have lists of values: one for each combination. */
  private List<ModelSpec> allOf(YamlValue item) {
    if (!item.isMapping()) {
      return List.of(plugins.model(item.text().orElse(""), Map.of()));
    }
    Map<String, String> options = new TreeMap<>();
    Map<String, List<String>> several = new LinkedHashMap<>();
    for (String key : item.keys()) {
      YamlValue value = item.at(key);
      if (value.isList()) {
        several.put(key, value.items().stream().map(v -> v.text().orElse("")).toList());
      } else {
        options.put(key, value.text().orElse(""));
      }
    }
    for (String key : List.of("provider", "name")) {
      if (several.containsKey(key)) {
        throw item.at(key).error("one plain text is expected here, not a list");
      }
    }
    String provider = options.remove("provider");
    if (provider == null) {
      throw new SetupException(
          "a model is a name or a mapping with the key 'provider', one of "
              + plugins.modelProviders().stream().map(ModelProvider::name).toList());
    }
    return new Sweep(several)
        .models(
            at -> {
              Map<String, String> all = new TreeMap<>(options);
              all.putAll(at);
              return plugins.model(provider, all);
            });
  }

  private List<BenchmarkSpec> benchmarks(YamlValue value) {
    List<BenchmarkSpec> specs = new ArrayList<>();
    for (YamlValue item : value.isList() ? value.items() : List.of(value)) {
      benchmark(item)
          .ifPresent(
              spec -> {
                item.located(() -> plugins.select(List.of(spec)));
                specs.add(spec);
              });
    }
    if (specs.isEmpty()) {
      throw value.error("'benchmarks' must be a list with at least one name, such as [cute]");
    }
    return specs;
  }

  /** A name, or a mapping with the key 'benchmark' and the benchmark's options. */
  private static Optional<BenchmarkSpec> benchmark(YamlValue item) {
    if (!item.isMapping()) {
      return item.text().map(BenchmarkSpec::of);
    }
    Map<String, String> options = new TreeMap<>();
    for (String key : item.keys()) {
      options.put(key, item.at(key).text().orElse(""));
    }
    String name = options.remove("benchmark");
    if (name == null) {
      throw item.error(
          "a benchmark is a name or a mapping with the key 'benchmark' and its options");
    }
    return Optional.of(new BenchmarkSpec(name, options));
  }

  private static Settings settings(YamlValue root) {
    Settings d = Settings.DEFAULT;
    return root.located(
        () ->
            new Settings(
                root.at("limit").integer(),
                root.at("seed").wholeNumber().orElse(d.seed()),
                root.at("batch-size").integer().orElse(d.batchSize()),
                root.at("device").text().orElse(d.device()),
                root.at("threads").integer().orElse(d.threads()),
                root.at("timeout").integer().orElse(d.timeoutSeconds()),
                root.at("failure-tolerance").number().orElse(d.failureTolerance()),
                root.at("trace-examples").integer().orElse(d.traceExamples())));
  }
}
