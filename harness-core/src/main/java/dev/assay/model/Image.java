package dev.assay.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture of eight bits a channel: one channel for grey values or class ids, three for red, green
 * and blue. In JSON it is a PNG. Immutable.
 */
public final class Image {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] pixels;

  /**
   * A picture.
   *
   * @param channels 1 or 3
   * @param pixels {@code [height, width, channels]}, rows from top to bottom
   * @throws IllegalArgumentException if the sizes do not fit together
   */
  public Image(int width, int height, int channels, byte[] pixels) {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "an image has at least 1×1 pixels and 1 or 3 channels, not %d×%d and %d"
              .formatted(width, height, channels));
    }
    if (pixels.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          "an image of %d×%d pixels with %d channels has %d bytes, not %d"
              .formatted(width, height, channels, (long) width * height * channels, pixels.length));
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.pixels = pixels.clone();
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Numbers of a pixel: 1 or 3. */
  public int channels() {
    return channels;
  }

  /** One number, in [0, 255]. */
  public int at(int x, int y, int channel) {
    return pixels[(y * width + x) * channels + channel] & 0xff;
  }

  /** A copy of all numbers, {@code [height, width, channels]}. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /** Whether another picture has the same width, height and channels. */
  public boolean sameShape(Image other) {
    return width == other.width && height == other.height && channels == other.channels;
  }

  /** Width, height and channels in words, for messages: {@code 28×28, grey}. */
  public String shape() {
    return "%d×%d, %s".formatted(width, height, channels == 1 ? "grey" : "RGB");
  }

  /** The picture as a PNG file. */
  @JsonProperty("png")
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    WritableRaster raster = image.getRaster();
    int[] numbers = new int[pixels.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = pixels[i] & 0xff;
    }
    raster.setPixels(0, 0, width, height, numbers);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IllegalStateException("this Java cannot write PNG");
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot write a PNG to memory", e);
    }
    return out.toByteArray();
  }

  /**
   * Reads a PNG file, or any other that Java can read. What is not grey becomes RGB; transparency
   * is dropped.
   *
   * @throws IllegalArgumentException if it is none
   */
  @JsonCreator
  public static Image ofPng(@JsonProperty("png") byte[] file) {
    BufferedImage read;
    try {
      read = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    } catch (IOException | RuntimeException e) { // damaged files also make ImageIO throw others
      throw new IllegalArgumentException("not a readable image: " + e.getMessage(), e);
    }
    if (read == null) {
      throw new IllegalArgumentException("not an image of a known format (PNG, JPEG, GIF, BMP)");
    }
    return of(read);
  }

  /** A picture of Java's. Grey ones keep their numbers as they are; all others become RGB. */
  public static Image of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      int[] grey = image.getRaster().getPixels(0, 0, width, height, (int[]) null);
      byte[] pixels = new byte[grey.length];
      for (int i = 0; i < grey.length; i++) {
        pixels[i] = (byte) grey[i];
      }
      return new Image(width, height, 1, pixels);
    }
    return ofRgb(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }

  /**
   * A picture of colours.
   *
   * @param colours red, green and blue from the third byte down, row by row
   */
  public static Image ofRgb(int width, int height, int[] colours) {
    byte[] pixels = new byte[3 * colours.length];
    for (int i = 0; i < colours.length; i++) {
      pixels[3 * i] = (byte) (colours[i] >> 16);
      pixels[3 * i + 1] = (byte) (colours[i] >> 8);
      pixels[3 * i + 2] = (byte) colours[i];
    }
    return new Image(width, height, 3, pixels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image && sameShape(image) && Arrays.equals(pixels, image.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "Image[" + shape() + "]";
  }
}
