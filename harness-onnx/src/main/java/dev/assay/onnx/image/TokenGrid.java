package dev.assay.onnx.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of a model's token sequence: the tokens of a picture, a label map or a video, frame by
 * frame, row by row.
 *
 * @param kind what it shows
 * @param frames number of pictures; 1 unless it is a video
 * @param height rows of tokens
 * @param width tokens of a row
 * @param offset where in the sequence it begins
 * @param firstToken the lowest of its tokens' ids
 * @param tokens number of ids that its tokens can have
 * @param pixels how tokens become pixels
 * @param classes of a label map: what each token means; else empty
 */
public record TokenGrid(
    Kind kind,
    int frames,
    int height,
    int width,
    int offset,
    int firstToken,
    int tokens,
    Pixels pixels,
    List<String> classes) {

  /** What a grid shows. */
  public enum Kind {
    /** A picture. */
    IMAGE,
    /** The class of each pixel of a picture. */
    LABELS,
    /** A video. */
    VIDEO;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How tokens become pixels. */
  public sealed interface Pixels {
    /** Each token is one pixel of a colour of its own: one number for grey, three for RGB. */
    record Palette(List<List<Integer>> colours) implements Pixels {}

    /**
     * A vector-quantised autoencoder.
     *
     * @param decoder from {@code tokens [batch, length]} to {@code pixels [batch, height, width,
     *     channels]} in [0, 1]
     * @param encoder the reverse, if there is one
     */
    record Quantised(Path decoder, Optional<Path> encoder) implements Pixels {}
  }

  /** Number of tokens of a frame. */
  public int frameSize() {
    return height * width;
  }

  /** Number of tokens. */
  public int size() {
    return frames * frameSize();
  }

  /** Where in the sequence it ends. */
  public int end() {
    return offset + size();
  }

  /** The ONNX files. */
  public Stream<Path> files() {
    return pixels instanceof Pixels.Quantised q
        ? Stream.concat(Stream.of(q.decoder()), q.encoder().stream())
        : Stream.empty();
  }

  /**
   * Reads the list {@code parts} of a {@code model.json}.
   *
   * @throws SetupException if it is missing or malformed, or a file is missing
   */
  public static List<TokenGrid> readAll(FolderJson model) {
    JsonNode parts = model.node().path("parts");
    if (!parts.isArray() || parts.isEmpty()) {
      throw new SetupException(
          "%s: key 'parts' must be a list of token grids, at least one".formatted(model.file()));
    }
    List<TokenGrid> grids = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < parts.size(); i++) {
      FolderJson part =
          new FolderJson(model.file(), "%sparts[%d].".formatted(model.place(), i), parts.get(i));
      grids.add(read(part, offset));
      offset = grids.get(i).end();
    }
    for (TokenGrid grid : grids) {
      if (grids.stream().filter(g -> g.kind == grid.kind).count() > 1) {
        throw new SetupException(
            "%s: key 'parts' must not have two parts of kind '%s'"
                .formatted(model.file(), grid.kind.word()));
      }
    }
    return List.copyOf(grids);
  }

  private static TokenGrid read(FolderJson part, int offset) {
    Kind kind =
        Kind.valueOf(
            part.choice("kind", Stream.of(Kind.values()).map(Kind::word).toList())
                .toUpperCase(Locale.ROOT));
    int frames = part.optionalInteger("frames", 1).orElse(1);
    if (frames > 1 && kind != Kind.VIDEO) {
      throw new SetupException(
          "%s: key '%sframes' must be 1 unless the kind is video"
              .formatted(part.file(), part.place()));
    }
    int tokens = part.integer("tokens", 1);
    List<String> classes = texts(part, "classes");
    if (kind == Kind.LABELS && (tokens > 256 || classes.size() != tokens)) {
      throw new SetupException(
          "%s: key '%sclasses' must name the %d classes that the tokens stand for, at most 256"
              .formatted(part.file(), part.place(), tokens));
    }
    return new TokenGrid(
        kind,
        frames,
        part.integer("height", 1),
        part.integer("width", 1),
        offset,
        part.integer("first_token", 0),
        tokens,
        pixels(part, kind, tokens),
        classes);
  }

  /** Texts of a list that may be missing. */
  static List<String> texts(FolderJson json, String key) {
    List<String> texts = new ArrayList<>();
    JsonNode list = json.node().path(key);
    if (json.has(key) && !list.isArray()) {
      throw new SetupException(
          "%s: key '%s%s' must be a list of names".formatted(json.file(), json.place(), key));
    }
    list.forEach(name -> texts.add(name.asText()));
    return List.copyOf(texts);
  }

  private static Pixels pixels(FolderJson part, Kind kind, int tokens) {
    if (part.has("decoder") && kind != Kind.LABELS) {
      Optional<Path> encoder =
          part.has("encoder") ? Optional.of(file(part, "encoder")) : Optional.empty();
      return new Pixels.Quantised(file(part, "decoder"), encoder);
    }
    if (!part.has("palette") && kind == Kind.LABELS) {
      return new Pixels.Palette(greys(tokens));
    }
    return new Pixels.Palette(palette(part, tokens));
  }

  /** So many shades from black to white. */
  private static List<List<Integer>> greys(int tokens) {
    return IntStream.range(0, tokens)
        .mapToObj(i -> List.of(255 * i / Math.max(1, tokens - 1)))
        .toList();
  }

  private static List<List<Integer>> palette(FolderJson part, int tokens) {
    List<List<Integer>> colours = new ArrayList<>();
    for (JsonNode colour : part.node().path("palette")) {
      List<Integer> numbers = new ArrayList<>();
      if (colour.isNumber()) {
        numbers.add(colour.asInt());
      }
      colour.forEach(number -> numbers.add(number.asInt(-1)));
      colours.add(List.copyOf(numbers));
    }
    int channels = colours.isEmpty() ? 0 : colours.get(0).size();
    boolean valid =
        colours.stream()
            .allMatch(
                colour ->
                    colour.size() == channels && colour.stream().allMatch(n -> n >= 0 && n < 256));
    if (colours.size() != tokens || !valid || (channels != 1 && channels != 3)) {
      throw new SetupException(
          "%s: key '%spalette' must be a list of %d colours, [red, green, blue] or [grey] with numbers from 0 to 255; or key 'decoder' must name a graph"
              .formatted(part.file(), part.place(), tokens));
    }
    return List.copyOf(colours);
  }

  /** A file of the folder, but never one outside it. */
  static Path file(FolderJson json, String key) {
    Path folder = json.file().toAbsolutePath().normalize().getParent();
    Path file = folder.resolve(json.text(key)).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      throw new SetupException(
          "%s: key '%s%s' must name a file of the model's folder; there is no %s"
              .formatted(json.file(), json.place(), key, file));
    }
    return file;
  }
}
