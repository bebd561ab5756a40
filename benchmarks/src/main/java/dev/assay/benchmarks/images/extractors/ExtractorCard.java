package dev.assay.benchmarks.images.extractors;

import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code extractor.json} says.
 *
 * @param name stands beside every number computed with it
 * @param file the graph, beside the JSON file
 * @param frames pictures that make one item: 1 unless it reads clips
 * @param clip whether its input has an axis of frames
 * @param height rows that it reads
 * @param width columns that it reads
 * @param channels 1 or 3
 * @param channelsLast whether channels are the input's last axis; else they follow the batch, or
 *     the frames
 * @param pixels how bytes become its input
 * @param resized whether pictures of other sizes are scaled; else they are refused
 * @param features name of the output {@code [batch, d]}
 * @param probabilities name of the output {@code [batch, classes]}, if there is one
 * @param classes their names, as many as the probabilities; may be empty
 * @param about one or two sentences
 */
record ExtractorCard(
    String name,
    String file,
    int frames,
    boolean clip,
    int height,
    int width,
    int channels,
    boolean channelsLast,
    Pixels pixels,
    boolean resized,
    String features,
    Optional<String> probabilities,
    List<String> classes,
    String about) {
  private static final int FORMAT = 1;
  private static final int LARGEST_SIDE = 4_096;

  /**
   * How bytes become numbers: divided, then less the mean and divided by the deviation.
   *
   * @param divisor 255 for pixels in [0, 1]
   * @param mean for each channel
   * @param deviation for each channel
   */
  record Pixels(float divisor, float[] mean, float[] deviation) {
    float of(byte pixel, int channel) {
      return ((pixel & 0xff) / divisor - mean[channel]) / deviation[channel];
    }
  }

  /**
   * Reads the file.
   *
   * @throws SetupException if a key is not as it must be, naming it
   */
  static ExtractorCard read(Path file) {
    FolderJson json = FolderJson.read(file);
    json.integer("format", FORMAT, FORMAT);
    String name = json.text("name");
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new SetupException(
          "%s: key 'name' must be of letters, digits, '.', '_' and '-', not '%s'"
              .formatted(file, name));
    }
    boolean clip = json.choice("kind", List.of("image", "clip")).equals("clip");
    int channels = json.integer("channels", 1, 3);
    if (channels == 2) {
      throw new SetupException("%s: key 'channels' must be 1 or 3, not 2".formatted(file));
    }
    String layout = json.has("layout") ? json.choice("layout", List.of("nhwc", "nchw")) : "nhwc";
    boolean resized =
        json.has("resize") && json.choice("resize", List.of("none", "bilinear")).equals("bilinear");
    return new ExtractorCard(
        name,
        json.text("file"),
        clip ? json.integer("frames", 1, LARGEST_SIDE) : 1,
        clip,
        json.integer("height", 1, LARGEST_SIDE),
        json.integer("width", 1, LARGEST_SIDE),
        channels,
        layout.equals("nhwc"),
        pixels(json, channels),
        resized,
        json.text("features"),
        json.has("probabilities") ? Optional.of(json.text("probabilities")) : Optional.empty(),
        texts(json, "classes"),
        json.text("description", ""));
  }

  private static Pixels pixels(FolderJson json, int channels) {
    boolean unit =
        !json.has("scale") || json.choice("scale", List.of("unit", "bytes")).equals("unit");
    return new Pixels(
        unit ? 255 : 1,
        perChannel(json, "mean", channels, 0),
        perChannel(json, "std", channels, 1));
  }

  private static float[] perChannel(FolderJson json, String key, int channels, float otherwise) {
    float[] values = new float[channels];
    Arrays.fill(values, otherwise);
    if (!json.has(key)) {
      return values;
    }
    var list = json.node().path(key);
    for (int c = 0; c < channels; c++) {
      values[c] = (float) list.path(c).asDouble(Double.NaN);
    }
    boolean invalid = !list.isArray() || list.size() != channels;
    for (float value : values) {
      invalid |= !Float.isFinite(value) || (key.equals("std") && value <= 0);
    }
    if (invalid) {
      throw new SetupException(
          "%s: key '%s' must be a list of %d numbers, one for each channel, not %s"
              .formatted(json.file(), key, channels, list));
    }
    return values;
  }

  private static List<String> texts(FolderJson json, String key) {
    List<String> texts = new ArrayList<>();
    var list = json.node().path(key);
    list.forEach(node -> texts.add(node.asText()));
    if (json.has(key) && !list.isArray()) {
      throw new SetupException(
          "%s: key '%s' must be a list of texts, not %s".formatted(json.file(), key, list));
    }
    return List.copyOf(texts);
  }

  /** What it reads, in words. */
  String inWords() {
    return (clip ? frames + " frames of " : "")
        + "%d×%d, %s".formatted(width, height, channels == 1 ? "grey" : "RGB");
  }

  /** The input's dimensions for so many items. */
  long[] inputShape(int batch) {
    List<Long> shape = new ArrayList<>();
    shape.add((long) batch);
    if (clip) {
      shape.add((long) frames);
    }
    if (!channelsLast) {
      shape.add((long) channels);
    }
    shape.add((long) height);
    shape.add((long) width);
    if (channelsLast) {
      shape.add((long) channels);
    }
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
