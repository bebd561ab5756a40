package dev.assay.benchmarks.lmeval.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Documents in JSON: an object a line, an array of objects, or a field that holds such an array.
 */
final class JsonFile {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path path;

  private JsonFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the documents of a file, each with its own fields.
   *
   * @param field that holds them, if they are not the file itself
   * @throws SetupException that names the file and line, if it is not such a file
   */
  static List<Map<String, @Nullable Object>> read(Path path, Optional<String> field) {
    JsonFile file = new JsonFile(path);
    List<@Nullable Object> values = file.values(DataFiles.text(path));
    if (field.isPresent()) {
      Object root = values.size() == 1 ? values.get(0) : null;
      if (!(root instanceof Map<?, ?> map) || !(map.get(field.get()) instanceof List<?> items)) {
        throw new SetupException(
            "%s has no field '%s' that holds a list; lines of objects need no 'field'"
                .formatted(path, field.get()));
      }
      return file.objects(items);
    }
    return file.objects(
        values.size() == 1 && values.get(0) instanceof List<?> items ? items : values);
  }

  private List<@Nullable Object> values(String text) {
    List<@Nullable Object> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        values.add(value(parser));
      }
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s, line %d: %s"
              .formatted(
                  path,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
    return values;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case START_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield fields;
      }
      default -> throw new JsonParseException(parser, "unexpected " + parser.currentToken());
    };
  }

  private List<Map<String, @Nullable Object>> objects(List<?> values) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof Map<?, ?> map)) {
        throw new SetupException(
            "%s, document %d: is no object such as {\"question\": \"...\"}"
                .formatted(path, rows.size() + 1));
      }
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      map.forEach((name, field) -> row.put((String) name, field));
      rows.add(row);
    }
    return rows;
  }
}
