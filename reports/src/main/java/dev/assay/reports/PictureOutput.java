package dev.assay.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An output that consists of pictures: what a run keeps as the JSON of a generated image, of a
 * segmented image or of a generated video.
 *
 * @param kind which of them
 * @param images one picture, or a video's frames in their order, all of one shape
 */
record PictureOutput(Kind kind, List<Image> images) {
  private static final int MOST_FRAMES = 256;

  /** What an output shows. */
  enum Kind {
    IMAGE("{\"image\":{"),
    /** Class ids, not yet colours. */
    LABELS("{\"labels\":{"),
    VIDEO("{\"frames\":[");

    private final String beginning;

    Kind(String beginning) {
      this.beginning = beginning;
    }
  }

  /** What kind of pictures an output would hold by its beginning; empty for other outputs. */
  static Optional<Kind> kind(String output) {
    for (Kind kind : Kind.values()) {
      if (output.startsWith(kind.beginning)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Empty where the output is something else or its pictures cannot be read. */
  static Optional<PictureOutput> of(String output) {
    return kind(output).flatMap(kind -> read(kind, output));
  }

  private static Optional<PictureOutput> read(Kind kind, String output) {
    JsonNode json;
    try {
      json = Json.mapper().readTree(output);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    return switch (kind) {
      case IMAGE ->
          PngReader.read(json.path("image")).map(i -> new PictureOutput(kind, List.of(i)));
      case LABELS ->
          PngReader.read(json.path("labels"))
              .filter(i -> i.channels() == 1)
              .map(i -> new PictureOutput(kind, List.of(i)));
      case VIDEO -> frames(json.path("frames")).map(f -> new PictureOutput(kind, f));
    };
  }

  private static Optional<List<Image>> frames(JsonNode nodes) {
    List<Image> frames = new ArrayList<>();
    for (JsonNode node : nodes) {
      Optional<Image> frame = PngReader.read(node);
      if (frame.isEmpty()
          || frames.size() == MOST_FRAMES
          || !frame.get().sameShape(frames.isEmpty() ? frame.get() : frames.get(0))) {
        return Optional.empty();
      }
      frames.add(frame.get());
    }
    return frames.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(frames));
  }
}
