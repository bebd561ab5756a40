package dev.assay.reports;

import dev.assay.model.Image;
import java.util.Base64;
import java.util.List;

/**
 * A picture as the report embeds it. It is written anew from its pixels, so that what a browser
 * reads is never a file that somebody else made.
 *
 * @param png the file, in base64
 * @param width pixels of the original
 * @param height pixels of the original
 * @param shownWidth pixels on the page
 * @param shownHeight pixels on the page
 * @param crisp whether every pixel of the original is a square on the page
 */
record Picture(String png, int width, int height, int shownWidth, int shownHeight, boolean crisp) {
  private static final int LONGEST = 128;
  private static final int SHOWN = 96;

  /** A picture of the usual size: small ones are enlarged by a whole factor, large ones shrunk. */
  static Picture of(Image image) {
    return of(image, 1, LONGEST, SHOWN);
  }

  /** A small picture among many, such as a frame. */
  static Picture small(Image image) {
    return of(image, 1, LONGEST / 2, SHOWN * 2 / 3);
  }

  /**
   * Frames side by side.
   *
   * @param frames how many there are in the picture
   */
  static Picture ofStrip(Image strip, int frames) {
    return of(strip, frames, LONGEST / 2, SHOWN / 2);
  }

  /** Frames of one shape, put side by side; as large as a picture of the usual size. */
  static Picture ofStrip(List<Image> frames) {
    return of(sideBySide(frames), frames.size(), LONGEST, SHOWN);
  }

  /**
   * A picture of any size.
   *
   * @param frames how many there are side by side in the picture
   * @param longest pixels of an embedded frame's longer side, at most
   * @param shown pixels that small frames are enlarged to on the page, at most
   */
  private static Picture of(Image image, int frames, int longest, int shown) {
    int side = Math.max(image.width() / frames, image.height());
    Image embedded = side > longest ? shrunk(image, (double) longest / side) : image;
    int factor = Math.max(1, shown / Math.max(1, side));
    return new Picture(
        Base64.getEncoder().encodeToString(embedded.png()),
        image.width(),
        image.height(),
        factor * embedded.width(),
        factor * embedded.height(),
        embedded == image);
  }

  /** The sides of the original, in words. */
  String sides() {
    return width + " × " + height + " pixels";
  }

  /** How many characters it takes in the report. */
  int size() {
    return png.length();
  }

  /** Each pixel is the mean of those that fall into it. */
  private static Image shrunk(Image image, double scale) {
    int width = Math.max(1, (int) Math.round(scale * image.width()));
    int height = Math.max(1, (int) Math.round(scale * image.height()));
    int channels = image.channels();
    byte[] pixels = new byte[width * height * channels];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      int left = x * image.width() / width;
      int right = Math.max(left + 1, (x + 1) * image.width() / width);
      int top = y * image.height() / height;
      int bottom = Math.max(top + 1, (y + 1) * image.height() / height);
      long sum = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          sum += image.at(column, row, i % channels);
        }
      }
      pixels[i] = (byte) Math.round((double) sum / ((right - left) * (bottom - top)));
    }
    return new Image(width, height, channels, pixels);
  }

  private static Image sideBySide(List<Image> frames) {
    Image first = frames.get(0);
    int row = first.width() * first.channels();
    byte[] pixels = new byte[frames.size() * row * first.height()];
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i).pixels();
      for (int y = 0; y < first.height(); y++) {
        System.arraycopy(frame, y * row, pixels, (y * frames.size() + i) * row, row);
      }
    }
    return new Image(frames.size() * first.width(), first.height(), first.channels(), pixels);
  }
}
