package dev.assay.onnx.image;

import dev.assay.model.Image;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxSession;
import java.util.List;

/** Turns the tokens of a grid's frames into pictures and back; safe for use by several threads. */
public interface GridCodec extends AutoCloseable {

  /**
   * Opens the codec of a grid. A label map's tokens become class ids, all others colours.
   *
   * @throws dev.assay.SetupException if a graph cannot be loaded or run
   */
  static GridCodec open(TokenGrid grid, OnnxSession.Options options, EngineClock clock) {
    if (grid.kind() == TokenGrid.Kind.LABELS) {
      return new LabelCodec(grid);
    }
    return grid.pixels() instanceof TokenGrid.Pixels.Quantised quantised
        ? QuantisedCodec.open(grid, quantised, options, clock)
        : new PaletteCodec(grid);
  }

  /**
   * Pictures of frames.
   *
   * @param frames tokens from 0 of each, row by row
   */
  List<Image> images(List<int[]> frames);

  /**
   * The tokens of a picture, row by row, counted from 0.
   *
   * @throws RefusedRequest if it has not the size and channels of this grid's pictures
   */
  int[] tokens(Image image);

  /** A blank picture of the size and channels of this grid's. */
  Image blank();

  /** Whether pictures can be turned into tokens. */
  default boolean encodes() {
    return true;
  }

  /** Refuses a picture of another shape. */
  default void requireShape(Image image) {
    if (!image.sameShape(blank())) {
      throw new RefusedRequest(
          "the picture is %s; the model takes only %s".formatted(image.shape(), blank().shape()));
    }
  }

  @Override
  void close();
}
