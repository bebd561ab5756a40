package dev.assay.blt;

import dev.assay.SetupException;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.FolderJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a model's folder says: {@code model.json} as {@code python -m assay_training.export_blt}
 * writes it.
 *
 * @param path the folder
 * @param name the model's name
 * @param description one sentence
 * @param licence licence, {@code unknown} where the folder does not say
 * @param trainingData what it was trained on, {@code unknown} where the folder does not say
 * @param parameters number of parameters, entropy model and tables included
 * @param context most positions of a row, the begin mark included
 * @param slots vectors of a patch that bytes read
 * @param type element type of all graphs but the entropy model's, which is float32
 * @param entropy the entropy model, without which patches cannot be found by entropy
 * @param encoder the local encoder
 * @param latent the global transformer, over patches
 * @param decoder the local decoder
 * @param ngrams which rows of the n-gram tables a byte takes
 * @param tables the tables' file
 * @param tableType the tables' element type
 * @param patching how patches are found
 */
record BltFolder(
    Path path,
    String name,
    String description,
    String licence,
    String trainingData,
    OptionalLong parameters,
    int context,
    int slots,
    ElementType type,
    Optional<Stack> entropy,
    Stack encoder,
    Stack latent,
    Stack decoder,
    NgramHash ngrams,
    Path tables,
    ElementType tableType,
    PatchSettings patching) {
  /** Of model.json and of the graphs' inputs and outputs. */
  private static final int FORMAT = 2;

  private static final Map<String, ElementType> TYPES =
      Map.of("float32", ElementType.FLOAT32, "float16", ElementType.FLOAT16);

  /**
   * A stack of transformer blocks in a file of its own.
   *
   * @param file the ONNX file
   * @param layers number of blocks
   * @param heads heads of each block's attention
   * @param width numbers of a position
   * @param hidden inner width of the feed-forward
   * @param window most positions that one sees, its own included; empty for all before it
   */
  record Stack(Path file, int layers, int heads, int width, int hidden, Optional<Integer> window) {}

  /**
   * Reads a folder.
   *
   * @throws SetupException if something is missing or malformed
   */
  static BltFolder read(Path folder) {
    Path file = folder.resolve("model.json");
    if (!Files.isRegularFile(file)) {
      throw new SetupException(
          Files.isDirectory(folder)
              ? "%s is not a BLT model folder: it holds no model.json; `python -m assay_training.export_blt` makes one from a checkpoint in the Hugging Face layout"
                  .formatted(folder)
              : "there is no model folder " + folder);
    }
    FolderJson json = FolderJson.read(file);
    int format = json.integer("format", 0);
    if (format != FORMAT) {
      throw new SetupException(
          "%s: this version of Assay understands format %d, not %d%s"
              .formatted(
                  file,
                  FORMAT,
                  format,
                  format < FORMAT
                      ? "; in training/, `python -m assay_training.blt.rewrite %s` writes the graphs anew with the weights that they have"
                          .formatted(folder)
                      : ""));
    }
    json.choice("family", List.of("blt"));
    FolderJson blt = json.object("blt");
    FolderJson hash = blt.object("hash");
    return new BltFolder(
        folder,
        json.text("name", folder.toAbsolutePath().normalize().getFileName().toString()),
        json.text("description", "a byte latent transformer"),
        json.text("licence", "unknown"),
        json.text("training_data", "unknown"),
        json.count("parameters"),
        blt.integer("context", 2),
        blt.integer("slots", 1),
        type(blt, "type"),
        blt.has("entropy") ? Optional.of(stack(folder, blt, "entropy")) : Optional.empty(),
        stack(folder, blt, "encoder"),
        stack(folder, blt, "global"),
        stack(folder, blt, "decoder"),
        new NgramHash(
            hash.integers("sizes", 1),
            hash.integer("functions", 1, NgramHash.MOST_FUNCTIONS),
            hash.integer("rows", 1)),
        inside(folder, hash),
        type(hash, "type"),
        PatchSettings.read(blt.object("patching")));
  }

  private static ElementType type(FolderJson json, String key) {
    return TYPES.get(json.choice(key, List.copyOf(TYPES.keySet())));
  }

  private static Stack stack(Path folder, FolderJson blt, String key) {
    FolderJson json = blt.object(key);
    return new Stack(
        inside(folder, json),
        json.integer("layers", 1),
        json.integer("heads", 1),
        json.integer("width", 1),
        json.integer("hidden", 1),
        json.optionalInteger("window", 1));
  }

  /** A model names its files, but never one outside its folder. */
  private static Path inside(Path folder, FolderJson json) {
    String name = json.text("file");
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new SetupException(
          "%s: key '%sfile': %s would lie outside the model's folder"
              .formatted(json.file(), json.place(), name));
    }
    if (!Files.isRegularFile(path)) {
      throw new SetupException(
          "%s: key '%sfile': there is no file %s".formatted(json.file(), json.place(), path));
    }
    return path;
  }

  /** Numbers of a byte's vector. */
  int width() {
    return encoder.width();
  }

  /** The ONNX files. */
  List<Path> graphs() {
    return Stream.concat(entropy.stream(), Stream.of(encoder, latent, decoder))
        .map(Stack::file)
        .toList();
  }

  /** All that the model's answers depend on: weights that graphs keep outside of them included. */
  List<Path> files() {
    List<String> beginnings = graphs().stream().map(f -> f.getFileName().toString()).toList();
    try (Stream<Path> all = Files.list(path)) {
      Stream<Path> weights =
          all.filter(
              f -> beginnings.stream().anyMatch(b -> f.getFileName().toString().startsWith(b)));
      return Stream.concat(Stream.of(path.resolve("model.json"), tables), weights)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + path, e);
    }
  }
}
