package dev.assay.baselines.images;

import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import dev.assay.onnx.image.ImageClasses;
import dev.assay.onnx.image.TokenGrid;
import dev.assay.onnx.text.LanguageModelFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * What the folder of a model says that writes the tokens of a picture one by one, row by row.
 *
 * @param decoder the decoder over tokens. Ids of the grid come first; the class {@code c} is the id
 *     that many after them, and is what a row begins with
 * @param grid the picture's tokens
 * @param classes what the model can be asked for
 */
record RasterFolder(LanguageModelFolder decoder, TokenGrid grid, ImageClasses classes) {

  /**
   * Reads a folder.
   *
   * @throws SetupException if something is missing or malformed, or it is another kind of model
   */
  static RasterFolder read(Path folder) {
    LanguageModelFolder decoder = LanguageModelFolder.withoutText(folder);
    FolderJson json = decoder.json();
    json.choice("family", List.of(RasterProvider.NAME));
    List<TokenGrid> grids = TokenGrid.readAll(json);
    TokenGrid grid = grids.get(0);
    if (grids.size() > 1 || grid.kind() != TokenGrid.Kind.IMAGE || grid.firstToken() != 0) {
      throw new SetupException(
          "%s: key 'parts' must be one part of kind image whose first_token is 0"
              .formatted(json.file()));
    }
    ImageClasses classes = ImageClasses.read(json);
    if (classes.names().isEmpty()) {
      throw new SetupException(
          "%s: key 'classes' must name the classes; a row begins with one".formatted(json.file()));
    }
    if (decoder.context() < grid.size()) {
      throw new SetupException(
          "%s: key 'decoder.context' (%d) must be at least %d, the picture's tokens"
              .formatted(json.file(), decoder.context(), grid.size()));
    }
    return new RasterFolder(decoder, grid, classes);
  }

  /** The token that a picture of a class begins with. */
  int beginning(int condition) {
    return grid.tokens() + condition;
  }
}
