package dev.assay.benchmarks.pictures;

import dev.assay.SetupException;
import dev.assay.model.Image;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A label map as a PNG: each pixel is a class id, grey or an index into the file's own palette. */
public final class LabelFile {
  private static final int BYTE = 8;

  private LabelFile() {}

  /**
   * Reads the class ids, in one channel.
   *
   * @throws SetupException if it is no such PNG, naming the file
   */
  public static Image read(Path file) {
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) { // damaged files also make ImageIO throw others
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    if (image == null) {
      throw new SetupException("%s is damaged or no PNG".formatted(file));
    }
    Raster raster = image.getRaster();
    if (raster.getNumBands() != 1 || raster.getSampleModel().getSampleSize(0) > BYTE) {
      throw new SetupException(
          "%s has %d channels of %d bits; a label map has one of at most 8, the class ids"
              .formatted(file, raster.getNumBands(), raster.getSampleModel().getSampleSize(0)));
    }
    int[] ids = raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    byte[] pixels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      pixels[i] = (byte) ids[i];
    }
    return new Image(image.getWidth(), image.getHeight(), 1, pixels);
  }
}
