package dev.assay.onnx.image;

import dev.assay.model.Image;
import java.util.List;

/** Tokens that are class ids. */
final class LabelCodec implements GridCodec {
  private final TokenGrid grid;
  private final Image blank;

  LabelCodec(TokenGrid grid) {
    this.grid = grid;
    this.blank = new Image(grid.width(), grid.height(), 1, new byte[grid.frameSize()]);
  }

  @Override
  public List<Image> images(List<int[]> frames) {
    return frames.stream().map(this::image).toList();
  }

  private Image image(int[] tokens) {
    byte[] ids = new byte[tokens.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (byte) tokens[i];
    }
    return new Image(grid.width(), grid.height(), 1, ids);
  }

  @Override
  public int[] tokens(Image image) {
    requireShape(image);
    byte[] ids = image.pixels();
    int[] tokens = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      tokens[i] = ids[i] & 0xff;
      if (tokens[i] >= grid.tokens()) {
        throw new RefusedRequest(
            "the label map has class %d; the model knows classes 0 to %d: %s"
                .formatted(tokens[i], grid.tokens() - 1, grid.classes()));
      }
    }
    return tokens;
  }

  @Override
  public Image blank() {
    return blank;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
