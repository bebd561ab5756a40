package dev.assay.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.assay.SetupException;
import dev.assay.model.ModelSpec;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a suite from YAML. Every mistake is reported with the file and the key, and with what would
 * be valid.
 */
public final class SuiteReader {
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "name",
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
    return Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
  }

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @param origin what to call it in errors
   * @param defaultName the suite's name where the text gives none
   */
  public Suite read(String yaml, String origin, String defaultName) {
    JsonNode root = parse(yaml, origin);
    if (!root.isObject()) {
      throw new SetupException(
          origin + ": a suite is a mapping with the keys " + String.join(", ", KEYS));
    }
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (!KEYS.contains(property.getKey())) {
        throw SetupException.unknownName("key in " + origin, property.getKey(), KEYS);
      }
    }
    return new Suite(
        root.path("name").asText(defaultName),
        models(root.path("models"), origin),
        benchmarks(root.path("benchmarks"), origin),
        settings(new Values(root, origin)));
  }

  private static JsonNode parse(String yaml, String origin) {
    try {
      YAMLMapper mapper =
          new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
      return mapper.readTree(yaml);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new SetupException(
          "%s%s is not valid YAML: %s"
              .formatted(
                  origin,
                  at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  private List<ModelSpec> models(JsonNode node, String origin) {
    if (!node.isArray() || node.isEmpty()) {
      throw new SetupException(
          origin + ": key 'models' must be a list with at least one model, such as [bpe-cute]");
    }
    List<ModelSpec> models = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < node.size(); i++) {
      ModelSpec spec = model(node.get(i), "%s, models[%d]".formatted(origin, i));
      if (!names.add(spec.name())) {
        throw new SetupException(
            "%s: two models are named '%s'; give one of them another name"
                .formatted(origin, spec.name()));
      }
      models.add(spec);
    }
    return models;
  }

  private ModelSpec model(JsonNode node, String where) {
    try {
      if (node.isTextual()) {
        return plugins.model(node.asText(), Map.of());
      }
      Map<String, String> options = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        options.put(field.getKey(), field.getValue().asText());
      }
      String provider = options.remove("provider");
      if (provider == null) {
        throw new SetupException(
            "a model is a name or a mapping with the key 'provider', one of "
                + plugins.modelProviders().stream().map(p -> p.name()).toList());
      }
      return plugins.model(provider, options);
    } catch (SetupException e) {
      throw new SetupException(where + ": " + e.getMessage(), e);
    }
  }

  private static List<String> benchmarks(JsonNode node, String origin) {
    List<String> selectors = new ArrayList<>();
    if (node.isTextual()) {
      selectors.add(node.asText());
    }
    node.forEach(n -> selectors.add(n.asText()));
    if (selectors.isEmpty()) {
      throw new SetupException(
          origin + ": key 'benchmarks' must be a list with at least one name, such as [cute]");
    }
    return selectors;
  }

  private static Settings settings(Values values) {
    Settings d = Settings.DEFAULT;
    return new Settings(
        values.integer("limit", 1).map(Long::intValue),
        values.integer("seed", Long.MIN_VALUE).orElse(d.seed()),
        values.integer("batch-size", 1).map(Long::intValue).orElse(d.batchSize()),
        values.root.path("device").asText(d.device()),
        values.integer("threads", 0).map(Long::intValue).orElse(d.threads()),
        values.integer("timeout", 0).map(Long::intValue).orElse(d.timeoutSeconds()),
        values.share("failure-tolerance").orElse(d.failureTolerance()),
        values.integer("trace-examples", 0).map(Long::intValue).orElse(d.traceExamples()));
  }

  /** Typed access to the numbers of a suite. */
  private record Values(JsonNode root, String origin) {
    Optional<Long> integer(String key, long least) {
      JsonNode node = root.path(key);
      if (node.isMissingNode() || node.isNull()) {
        return Optional.empty();
      }
      if (!node.isIntegralNumber() || node.asLong() < least) {
        throw new SetupException(
            "%s: key '%s' must be a whole number%s, not '%s'"
                .formatted(
                    origin,
                    key,
                    least == Long.MIN_VALUE ? "" : " of at least " + least,
                    node.asText()));
      }
      return Optional.of(node.asLong());
    }

    Optional<Double> share(String key) {
      JsonNode node = root.path(key);
      if (node.isMissingNode()) {
        return Optional.empty();
      }
      if (!node.isNumber() || node.asDouble() < 0 || node.asDouble() > 1) {
        throw new SetupException(
            "%s: key '%s' must be a number from 0 to 1, not '%s'"
                .formatted(origin, key, node.asText()));
      }
      return Optional.of(node.asDouble());
    }
  }
}
