package dev.assay.benchmarks.pictures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Captions in the format of MS-COCO: a JSON file with the lists {@code images} ({@code id}, {@code
 * file_name}) and {@code annotations} ({@code image_id}, {@code caption}), and a folder of the
 * images.
 *
 * @param pictures those with a caption, in the order of the list {@code images}
 * @param sha256 checksum of the JSON file
 */
public record CocoCaptions(List<Picture> pictures, String sha256) {
  /**
   * A picture with what people say of it.
   *
   * @param file the picture, which exists
   * @param captions at least one, in the order of the file
   */
  public record Picture(Path file, List<String> captions) {}

  /**
   * Reads the captions; of the pictures only that they are there is checked.
   *
   * @throws SetupException naming the file and the place that is wrong
   */
  public static CocoCaptions read(Path annotations, Path images) {
    DataText text = DataText.read(annotations);
    JsonNode root = parsed(text);
    Map<Long, Path> files = files(text, root, images);
    Map<Long, List<String>> captions = new LinkedHashMap<>();
    files.keySet().forEach(id -> captions.put(id, new ArrayList<>()));
    JsonNode list = list(text, root, "annotations");
    for (int i = 0; i < list.size(); i++) {
      long id = number(text, list.get(i), "annotations", i, "image_id");
      List<String> of = captions.get(id);
      if (of == null) {
        throw wrong(text, "annotations[%d]: 'image_id' %d is not among the images", i, id);
      }
      of.add(word(text, list.get(i), "annotations", i, "caption"));
    }
    List<Picture> pictures = new ArrayList<>();
    captions.forEach(
        (id, of) -> {
          if (!of.isEmpty()) {
            pictures.add(new Picture(files.get(id), List.copyOf(of)));
          }
        });
    if (pictures.isEmpty()) {
      throw wrong(text, "no image has a caption");
    }
    return new CocoCaptions(List.copyOf(pictures), text.sha256());
  }

  private static Map<Long, Path> files(DataText text, JsonNode root, Path images) {
    Path folder = images.toAbsolutePath().normalize();
    Map<Long, Path> files = new LinkedHashMap<>();
    JsonNode list = list(text, root, "images");
    for (int i = 0; i < list.size(); i++) {
      long id = number(text, list.get(i), "images", i, "id");
      Path file = folder.resolve(word(text, list.get(i), "images", i, "file_name")).normalize();
      if (!file.startsWith(folder)) {
        throw wrong(text, "images[%d]: 'file_name' leads out of the folder %s", i, images);
      }
      if (!Files.isRegularFile(file)) {
        throw wrong(text, "images[%d]: there is no file %s", i, file);
      }
      if (files.put(id, file) != null) {
        throw wrong(text, "images[%d]: the 'id' %d was given before", i, id);
      }
    }
    return files;
  }

  private static JsonNode parsed(DataText text) {
    try {
      return Json.mapper().readTree(text.text());
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s, line %d is not valid JSON: %s"
              .formatted(text.name(), e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    }
  }

  private static JsonNode list(DataText text, JsonNode root, String key) {
    if (!root.path(key).isArray()) {
      throw wrong(text, "key '%s' must be a list, as in COCO's captions_*.json", key);
    }
    return root.path(key);
  }

  private static long number(DataText text, JsonNode node, String list, int index, String key) {
    if (!node.path(key).isIntegralNumber()) {
      throw wrong(text, "%s[%d]: '%s' must be a whole number", list, index, key);
    }
    return node.path(key).asLong();
  }

  private static String word(DataText text, JsonNode node, String list, int index, String key) {
    if (!node.path(key).isTextual() || node.path(key).asText().isBlank()) {
      throw wrong(text, "%s[%d]: '%s' must be a text", list, index, key);
    }
    return node.path(key).asText().strip();
  }

  private static SetupException wrong(DataText text, String what, Object... values) {
    return new SetupException("%s: %s".formatted(text.name(), what.formatted(values)));
  }
}
