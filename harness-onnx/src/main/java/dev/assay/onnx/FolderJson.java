package dev.assay.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object of a JSON file in a model's folder, whose keys are checked as they are read: a value
 * that is not what it must be is a {@link SetupException} that names the file and the key.
 *
 * @param file the file
 * @param place the keys that lead to the object, with a dot after each; empty at the top
 * @param node the object
 */
public record FolderJson(Path file, String place, JsonNode node) {

  /** Reads a file. */
  public static FolderJson read(Path file) {
    try {
      return new FolderJson(file, "", Json.mapper().readTree(file.toFile()));
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s, line %d is not valid JSON: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private SetupException wrong(String key, String expected) {
    return new SetupException(
        "%s: key '%s%s' must be %s, not %s"
            .formatted(
                file,
                place,
                key,
                expected,
                node.path(key).isMissingNode() ? "missing" : node.path(key)));
  }

  /** Whether a key has a value. */
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** An object that must be there. */
  public FolderJson object(String key) {
    if (!node.path(key).isObject()) {
      throw wrong(key, "an object");
    }
    return new FolderJson(file, place + key + ".", node.path(key));
  }

  /** A text that must be there. */
  public String text(String key) {
    if (!node.path(key).isTextual()) {
      throw wrong(key, "a text");
    }
    return node.path(key).asText();
  }

  /** A text, or another where there is none. */
  public String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  /** One of a few texts. */
  public String choice(String key, List<String> valid) {
    String text = text(key);
    if (!valid.contains(text)) {
      throw SetupException.unknownName("%s%s in %s".formatted(place, key, file), text, valid);
    }
    return text;
  }

  /** A whole number that must be there and be no smaller. */
  public int integer(String key, int least) {
    JsonNode value = node.path(key);
    if (!value.isInt() || value.asInt() < least) {
      throw wrong(key, "a whole number of at least " + least);
    }
    return value.asInt();
  }

  /** A whole number that must be there and within bounds. */
  public int integer(String key, int least, int most) {
    if (integer(key, least) > most) {
      throw wrong(key, "at most " + most);
    }
    return integer(key, least);
  }

  /** A whole number, if there is one. */
  public Optional<Integer> optionalInteger(String key, int least) {
    return has(key) ? Optional.of(integer(key, least)) : Optional.empty();
  }

  /** A whole number that may be large. */
  public OptionalLong count(String key) {
    if (has(key) && !node.path(key).isIntegralNumber()) {
      throw wrong(key, "a whole number");
    }
    return has(key) ? OptionalLong.of(node.path(key).asLong()) : OptionalLong.empty();
  }

  /** Whole numbers, at least one, none of them smaller. */
  public List<Integer> integers(String key, int least) {
    List<Integer> all = integersIfAny(key, least);
    if (all.isEmpty()) {
      throw wrong(key, "a list of whole numbers of at least " + least);
    }
    return all;
  }

  /** Whole numbers, none where the list is missing or empty. */
  public List<Integer> integersIfAny(String key, int least) {
    List<Integer> all = new ArrayList<>();
    if (has(key) && !node.path(key).isArray()) {
      throw wrong(key, "a list of whole numbers of at least " + least);
    }
    for (JsonNode value : node.path(key)) {
      if (!value.isInt() || value.asInt() < least) {
        throw wrong(key, "a list of whole numbers of at least " + least);
      }
      all.add(value.asInt());
    }
    return List.copyOf(all);
  }

  /** A number, if there is one. */
  public Optional<Double> number(String key) {
    if (has(key) && !node.path(key).isNumber()) {
      throw wrong(key, "a number");
    }
    return has(key) ? Optional.of(node.path(key).asDouble()) : Optional.empty();
  }

  /** True or false; false where it is missing. */
  public boolean flag(String key) {
    if (has(key) && !node.path(key).isBoolean()) {
      throw wrong(key, "true or false");
    }
    return node.path(key).asBoolean();
  }
}
