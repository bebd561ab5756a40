package dev.assay.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.model.Image;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads pictures that a model or a benchmark wrote. Whatever is not a PNG of sane size is no
 * picture; its size is looked at before anything is unpacked.
 */
final class PngReader {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int HEADER = 0x49484452; // "IHDR"
  private static final int HEADER_END = 24;
  private static final int MOST_CHARACTERS = 24_000_000;
  private static final int LONGEST_SIDE = 8192;
  private static final long MOST_PIXELS = 1L << 22;

  private PngReader() {}

  /** The picture under {@code png} of a JSON object; empty where there is none. */
  static Optional<Image> read(JsonNode node) {
    JsonNode png = node.path("png");
    return png.isTextual() || png.isBinary() ? read(png.asText()) : Optional.empty();
  }

  /** Reads a PNG in base64; empty for all else. */
  static Optional<Image> read(String base64) {
    if (base64.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      byte[] file = Base64.getDecoder().decode(base64);
      return isSane(file) ? Optional.of(Image.ofPng(file)) : Optional.empty();
    } catch (IllegalArgumentException e) { // neither base64 nor a picture
      return Optional.empty();
    }
  }

  /** The header of a PNG begins with its signature, a chunk's length and name, and its sides. */
  private static boolean isSane(byte[] file) {
    if (file.length < HEADER_END) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(file);
    if (header.getLong() != SIGNATURE || header.getInt(12) != HEADER) {
      return false;
    }
    long width = header.getInt(16);
    long height = header.getInt(20);
    return width > 0
        && height > 0
        && width <= LONGEST_SIDE
        && height <= LONGEST_SIDE
        && width * height <= MOST_PIXELS;
  }
}
