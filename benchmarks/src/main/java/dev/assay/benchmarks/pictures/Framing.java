package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;
import java.util.Arrays;

/**
 * Brings pictures to one shape: the largest centred part of the wanted proportions, scaled, in grey
 * or colour.
 *
 * @param width wanted width
 * @param height wanted height
 * @param channels wanted channels, 1 or 3
 */
public record Framing(int width, int height, int channels) {
  /** Weights of red, green and blue in grey, ITU-R BT.601. */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  /** Whether a picture has this shape. */
  public boolean fits(Image image) {
    return image.width() == width && image.height() == height && image.channels() == channels;
  }

  /**
   * Refuses what a model made if it has another shape: scaling it would hide the mistake.
   *
   * @throws IllegalArgumentException naming both shapes
   */
  public void require(Image made) {
    if (!fits(made)) {
      throw new IllegalArgumentException(
          "the model's picture is %s; this benchmark's are %s".formatted(made.shape(), inWords()));
    }
  }

  /** This shape for messages: {@code 28×28, grey}. */
  public String inWords() {
    return "%d×%d, %s".formatted(width, height, channels == 1 ? "grey" : "RGB");
  }

  /** The picture in this shape; itself where it has it. */
  public Image of(Image image) {
    return Scaling.to(width, height, coloured(centre(image)));
  }

  /** The same for a map of class ids, where each pixel takes the id nearest to it. */
  public Image ofLabels(Image labels) {
    Image centre = centre(labels);
    byte[] from = centre.pixels();
    byte[] pixels = new byte[width * height];
    for (int y = 0; y < height; y++) {
      int row = (2 * y + 1) * centre.height() / (2 * height);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] =
            from[row * centre.width() + (2 * x + 1) * centre.width() / (2 * width)];
      }
    }
    return new Image(width, height, 1, pixels);
  }

  private Image centre(Image image) {
    long across = (long) image.width() * height;
    long down = (long) image.height() * width;
    int cutWidth = across <= down ? image.width() : Math.max(1, (int) (down / height));
    int cutHeight = across >= down ? image.height() : Math.max(1, (int) (across / width));
    if (cutWidth == image.width() && cutHeight == image.height()) {
      return image;
    }
    int left = (image.width() - cutWidth) / 2;
    int top = (image.height() - cutHeight) / 2;
    byte[] from = image.pixels();
    int rowBytes = cutWidth * image.channels();
    byte[] pixels = new byte[cutHeight * rowBytes];
    for (int y = 0; y < cutHeight; y++) {
      int start = ((top + y) * image.width() + left) * image.channels();
      System.arraycopy(from, start, pixels, y * rowBytes, rowBytes);
    }
    return new Image(cutWidth, cutHeight, image.channels(), pixels);
  }

  private Image coloured(Image image) {
    if (image.channels() == channels) {
      return image;
    }
    byte[] from = image.pixels();
    byte[] pixels = new byte[image.width() * image.height() * channels];
    for (int i = 0; i < image.width() * image.height(); i++) {
      if (channels == 3) {
        Arrays.fill(pixels, 3 * i, 3 * i + 3, from[i]);
      } else {
        double grey = 0;
        for (int c = 0; c < 3; c++) {
          grey += LUMA[c] * (from[3 * i + c] & 0xff);
        }
        pixels[i] = (byte) Math.round(grey);
      }
    }
    return new Image(image.width(), image.height(), channels, pixels);
  }
}
