package dev.assay.onnx.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Classifier-free guidance (arXiv 2207.12598): every sequence is predicted with its class and
 * without one, as one batch of twice the size, and logits become {@code without + scale · (with −
 * without)}.
 */
final class GuidedDenoiser implements Denoiser {
  private final Denoiser denoiser;
  private final double scale;
  private final int nullClass;

  /**
   * Guides a denoiser.
   *
   * @param scale 0 ignores the class, 1 changes nothing, more follows it more closely
   * @param nullClass the id that means no class
   */
  GuidedDenoiser(Denoiser denoiser, double scale, int nullClass) {
    this.denoiser = denoiser;
    this.scale = scale;
    this.nullClass = nullClass;
  }

  @Override
  public Logits predict(List<Row> rows) {
    List<Row> doubled = new ArrayList<>(rows);
    rows.forEach(row -> doubled.add(new Row(row.tokens(), row.time(), nullClass)));
    Logits logits = denoiser.predict(doubled);
    return (row, position, first, into) -> {
      float[] without = new float[into.length];
      logits.get(row, position, first, into);
      logits.get(rows.size() + row, position, first, without);
      for (int i = 0; i < into.length; i++) {
        into[i] = (float) (without[i] + scale * ((double) into[i] - without[i]));
      }
    };
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
