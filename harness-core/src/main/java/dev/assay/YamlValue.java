package dev.assay;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A value in a YAML text that knows where it stands, for errors that name the place. */
public final class YamlValue {
  private final JsonNode node;
  private final String origin;
  private final JsonPointer path;
  private final Map<JsonPointer, Integer> lines;

  private YamlValue(
      JsonNode node, String origin, JsonPointer path, Map<JsonPointer, Integer> lines) {
    this.node = node;
    this.origin = origin;
    this.path = path;
    this.lines = lines;
  }

  /**
   * Parses a text.
   *
   * @param origin what to call it in errors
   * @throws SetupException if it is not one document of valid YAML
   */
  public static YamlValue parse(String yaml, String origin) {
    YAMLMapper mapper =
        new YAMLMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try (JsonParser parser = mapper.createParser(yaml)) {
      return new YamlValue(mapper.readTree(yaml), origin, JsonPointer.empty(), lines(parser));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new SetupException("%s%s: %s".formatted(origin, place, problem), e);
    } catch (IOException e) {
      throw new SetupException("%s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  /** The line on which each value, or the key before it, begins. */
  private static Map<JsonPointer, Integer> lines(JsonParser parser) throws IOException {
    Map<JsonPointer, Integer> lines = new HashMap<>();
    while (parser.nextToken() != null) {
      lines.putIfAbsent(
          parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation().getLineNr());
    }
    return lines;
  }

  /** Whether it has keys. */
  public boolean isMapping() {
    return node.isObject();
  }

  /** Whether it has items. */
  public boolean isList() {
    return node.isArray();
  }

  /** The keys of a mapping, in order; none where it is none. */
  public List<String> keys() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** The value under a key; may be absent. */
  public YamlValue at(String key) {
    return new YamlValue(node.path(key), origin, path.appendProperty(key), lines);
  }

  /** The items of a list; none where it is none. */
  public List<YamlValue> items() {
    List<YamlValue> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(new YamlValue(node.get(i), origin, path.appendIndex(i), lines));
    }
    return items;
  }

  /** Whether there is nothing here. */
  public boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  /** The value as written; empty where there is none. */
  public Optional<String> text() {
    if (isAbsent()) {
      return Optional.empty();
    }
    if (!node.isValueNode()) {
      throw error("a plain text is expected here, not a list or a mapping");
    }
    return Optional.of(node.asText());
  }

  /** A whole number that fits an {@code int}; empty where there is none. */
  public Optional<Integer> integer() {
    return wholeNumber()
        .map(
            number -> {
              if (number != number.intValue()) {
                throw error("%d is too large".formatted(number));
              }
              return number.intValue();
            });
  }

  /** A whole number; empty where there is none. */
  public Optional<Long> wholeNumber() {
    if (isAbsent()) {
      return Optional.empty();
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw error("a whole number is expected, not '%s'".formatted(shown()));
    }
    return Optional.of(node.asLong());
  }

  /** A number; empty where there is none. */
  public Optional<Double> number() {
    if (isAbsent()) {
      return Optional.empty();
    }
    if (!node.isNumber()) {
      throw error("a number is expected, not '%s'".formatted(shown()));
    }
    return Optional.of(node.asDouble());
  }

  private String shown() {
    return node.isValueNode() ? node.asText() : node.toString();
  }

  /** Does work on this value; errors that do not yet say where they are get its place. */
  public <T> T located(Supplier<T> work) {
    try {
      return work.get();
    } catch (SetupException e) {
      throw e.getMessage().startsWith(origin) ? e : new SetupException(place() + e.getMessage(), e);
    }
  }

  /** An error about this value. */
  public SetupException error(String problem) {
    return new SetupException(place() + problem);
  }

  /** Where it stands, as errors begin: {@code gate.yaml, line 3, key 'level': }. */
  public String place() {
    StringBuilder place = new StringBuilder(origin);
    Integer line = lines.get(path);
    if (line != null && !path.matches()) {
      place.append(", line ").append(line);
    }
    if (!path.matches()) {
      place.append(", key '").append(dotted()).append("'");
    }
    return place.append(": ").toString();
  }

  /** The path as people write it: {@code models[0].path}. */
  private String dotted() {
    return path.toString().substring(1).replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
  }
}
