package dev.assay.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of a plugin's jar as files, since ONNX Runtime and memory mapping want files.
 *
 * @param folder a temporary folder of its own, which closing removes
 * @param files what lies in it
 */
public record UnpackedModel(Path folder, List<Path> files) implements AutoCloseable {

  /**
   * Copies a model's files out of the jar.
   *
   * @param plugin a class of the jar
   * @param resources the folder of the model's resources, for example {@code /dev/x/zoo/small/}
   * @param names the files
   */
  public static UnpackedModel of(Class<?> plugin, String resources, List<String> names) {
    try {
      Path folder = Files.createTempDirectory("assay-model");
      List<Path> files = new ArrayList<>();
      for (String name : names) {
        try (InputStream in = plugin.getResourceAsStream(resources + name)) {
          if (in == null) {
            throw new IllegalStateException("this build lacks " + resources + name);
          }
          files.add(folder.resolve(name));
          Files.copy(in, folder.resolve(name));
        }
      }
      return new UnpackedModel(folder, List.copyOf(files));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the bundled model " + resources, e);
    }
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
