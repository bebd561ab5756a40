package dev.assay.benchmarks.pictures;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.model.Image;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** PNG and JPEG files in folders. */
public final class PictureFile {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8};
  private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};

  private PictureFile() {}

  /** Whether a file's name is that of a picture. */
  static boolean is(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * Reads a picture.
   *
   * @throws SetupException if it cannot be read, naming the file
   */
  public static Image read(Path file) {
    try {
      return Image.ofPng(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "%s is damaged or no picture: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Checks, without decoding it, that a file begins and ends as a picture does, so that most damage
   * is found before a run and not after it.
   *
   * @throws SetupException if it is no picture or is cut short, naming the file
   */
  public static void requireWhole(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] first = new byte[PNG.length];
      byte[] last = new byte[PNG_END.length];
      if (in.length() >= first.length + last.length) {
        in.readFully(first);
        in.seek(in.length() - last.length);
        in.readFully(last);
        boolean png = Arrays.equals(first, PNG) && Arrays.equals(last, PNG_END);
        if (png || (starts(first, JPEG) && ends(last, JPEG_END))) {
          return;
        }
      }
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e), e);
    }
    read(file); // other bytes may follow a picture; only decoding tells
  }

  /**
   * Checksum over names and sizes: a change of most pictures changes it, without reading gigabytes.
   *
   * @param files in their order
   */
  public static String listingSha256(List<Path> files) {
    StringBuilder listing = new StringBuilder();
    for (Path file : files) {
      try {
        listing.append(file.getParent().getFileName()).append('/').append(file.getFileName());
        listing.append(' ').append(Files.size(file)).append('\n');
      } catch (IOException e) {
        throw new SetupException("cannot read %s: %s".formatted(file, e), e);
      }
    }
    return Sha256.of(listing.toString());
  }

  private static boolean starts(byte[] bytes, byte[] with) {
    return Arrays.equals(Arrays.copyOf(bytes, with.length), with);
  }

  private static boolean ends(byte[] bytes, byte[] with) {
    return Arrays.equals(Arrays.copyOfRange(bytes, bytes.length - with.length, bytes.length), with);
  }

  /** The pictures directly in a folder, by name. */
  public static List<Path> in(Path folder) {
    return listed(folder).stream().filter(PictureFile::is).filter(Files::isRegularFile).toList();
  }

  /** The folders directly in a folder, by name; hidden ones are left out. */
  static List<Path> foldersIn(Path folder) {
    return listed(folder).stream()
        .filter(path -> !path.getFileName().toString().startsWith("."))
        .filter(Files::isDirectory)
        .toList();
  }

  private static List<Path> listed(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SetupException("there is no folder " + folder);
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new SetupException("cannot list %s: %s".formatted(folder, e), e);
    }
  }
}
