package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures for tests, and files of them. */
public final class Pictures {
  private Pictures() {}

  /** A picture of one colour. */
  public static Image plain(int width, int height, int... colour) {
    byte[] pixels = new byte[width * height * colour.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) colour[i % colour.length];
    }
    return new Image(width, height, colour.length, pixels);
  }

  /** A grey picture of the given numbers. */
  public static Image grey(int width, int height, int... numbers) {
    byte[] pixels = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      pixels[i] = (byte) numbers[i];
    }
    return new Image(width, height, 1, pixels);
  }

  /** Writes a PNG, with the folders that lead to it. */
  public static Path write(Path file, Image image) {
    return write(file, image.png());
  }

  /** Writes a file, with the folders that lead to it. */
  public static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
