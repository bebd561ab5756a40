package dev.assay.baselines.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.assay.Json;
import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object on a line of its own; knows where it stands, for the errors.
 *
 * @param number from 1
 */
record JsonLine(Path file, int number, JsonNode object) {
  private static final ObjectReader STRICT =
      Json.mapper()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * Every line of a file; blank ones are passed over.
   *
   * @throws SetupException naming the line that is not a JSON object
   */
  static List<JsonLine> read(Path file) {
    List<String> lines = TextLines.read(file);
    List<JsonLine> objects = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        objects.add(parse(file, i + 1, lines.get(i)));
      }
    }
    return objects;
  }

  /** The first object of a file, or empty where the text does not even begin like one. */
  static Optional<JsonLine> first(Path file) {
    List<String> lines = TextLines.read(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        return lines.get(i).strip().startsWith("{")
            ? Optional.of(parse(file, i + 1, lines.get(i)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static JsonLine parse(Path file, int number, String text) {
    JsonLine line;
    try {
      line = new JsonLine(file, number, STRICT.readTree(text));
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s:%d: not valid JSON at column %d: %s"
              .formatted(file, number, e.getLocation().getColumnNr(), e.getOriginalMessage()),
          e);
    }
    if (!line.object.isObject()) {
      throw line.error("a JSON object expected");
    }
    return line;
  }

  boolean has(String key) {
    return object.has(key);
  }

  /** The text under a key that must be there. */
  String text(String key) {
    JsonNode value = object.get(key);
    if (value == null) {
      throw error("the key '%s' is missing".formatted(key));
    }
    if (!value.isTextual()) {
      throw error("'%s' must be a text, not %s".formatted(key, value));
    }
    return value.textValue();
  }

  /** The text under a key that may be absent. */
  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  SetupException error(String what) {
    return new SetupException("%s:%d: %s".formatted(file, number, what));
  }
}
