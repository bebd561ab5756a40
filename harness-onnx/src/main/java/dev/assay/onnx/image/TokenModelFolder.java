package dev.assay.onnx.image;

import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the folder of a model that unmasks grids of tokens says: {@code model.json} as {@code
 * training/} writes it, with the ONNX files that it names.
 *
 * @param path the folder
 * @param name the model's name
 * @param description one sentence
 * @param licence {@code unknown} where the folder does not say
 * @param trainingData {@code unknown} where the folder does not say
 * @param parameters number of parameters
 * @param denoiser the graph that predicts masked tokens
 * @param classes what the model can be asked for
 * @param grids the parts of its token sequence, in order
 * @param json all of {@code model.json}, for what only some models have
 */
public record TokenModelFolder(
    Path path,
    String name,
    String description,
    String licence,
    String trainingData,
    OptionalLong parameters,
    DenoiserFile denoiser,
    ImageClasses classes,
    List<TokenGrid> grids,
    FolderJson json) {

  /**
   * The graph that predicts masked tokens.
   *
   * @param file the ONNX file
   * @param vocabulary number of ids that it has logits for, at least
   * @param mask id of [MASK]
   * @param explicitTime whether it is told the time
   * @param flopsPerPass estimated operations of one sequence's pass; 0 where the folder does not
   *     say
   * @param json the object {@code denoiser}
   */
  public record DenoiserFile(
      Path file,
      int vocabulary,
      int mask,
      boolean explicitTime,
      double flopsPerPass,
      FolderJson json) {
    private static DenoiserFile read(FolderJson json) {
      return new DenoiserFile(
          TokenGrid.file(json, "file"),
          json.integer("vocabulary", 1),
          json.integer("mask", 0),
          json.choice("time", List.of("implicit", "explicit")).equals("explicit"),
          json.number("flops_per_pass").orElse(0.0),
          json);
    }
  }

  /**
   * Reads a folder.
   *
   * @param family what the key {@code family} must say
   * @throws SetupException if something is missing or malformed, or it is another kind of model
   */
  public static TokenModelFolder read(Path folder, String family) {
    if (!Files.isDirectory(folder)) {
      throw new SetupException("there is no model folder " + folder);
    }
    Path file = folder.resolve("model.json");
    if (!Files.isRegularFile(file)) {
      throw new SetupException(folder + " is not a model folder: it holds no model.json");
    }
    FolderJson json = FolderJson.read(file);
    requireFamily(json, family);
    TokenModelFolder read =
        new TokenModelFolder(
            folder,
            json.text("name", folder.toAbsolutePath().normalize().getFileName().toString()),
            json.text("description", "a model that unmasks tokens of pictures"),
            json.text("licence", "unknown"),
            json.text("training_data", "unknown"),
            json.count("parameters"),
            DenoiserFile.read(json.object("denoiser")),
            ImageClasses.read(json),
            TokenGrid.readAll(json),
            json);
    read.check();
    return read;
  }

  private static void requireFamily(FolderJson json, String family) {
    String other = json.text("family");
    if (!other.equals(family)) {
      throw new SetupException(
          "%s: key 'family' is '%s', and this provider opens models of family '%s'"
              .formatted(json.file(), other, family));
    }
  }

  private void check() {
    for (TokenGrid grid : grids) {
      int end = grid.firstToken() + grid.tokens();
      boolean masked = denoiser.mask >= grid.firstToken() && denoiser.mask < end;
      if (end > denoiser.vocabulary || masked) {
        throw new SetupException(
            "%s: the tokens of the part '%s' are ids %d to %d; they must lie below key 'denoiser.vocabulary' (%d) and leave out key 'denoiser.mask' (%d)"
                .formatted(
                    json.file(),
                    grid.kind().word(),
                    grid.firstToken(),
                    end - 1,
                    denoiser.vocabulary,
                    denoiser.mask));
      }
    }
  }

  /** Number of tokens of a sequence. */
  public int length() {
    return grids.get(grids.size() - 1).end();
  }

  /** The grid of a kind, if there is one. */
  public Optional<TokenGrid> grid(TokenGrid.Kind kind) {
    return grids.stream().filter(grid -> grid.kind() == kind).findFirst();
  }

  /** The ONNX files. */
  public List<Path> graphs() {
    return Stream.concat(
            Stream.of(denoiser.file), grids.stream().flatMap(TokenGrid::files).distinct())
        .toList();
  }
}
