package dev.assay.baselines.tokenized;

import dev.assay.model.ModelProvider.BundledModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The small models inside this plugin's jar, trained by {@code training/}. */
final class BundledModels {
  private static final String ZOO = "/dev/assay/baselines/zoo/";
  private static final List<String> FILES = List.of("model.json", "decoder.onnx", "tokenizer.json");

  private static final Map<String, String> SUMMARIES =
      new TreeMap<>(
          Map.of(
              "bpe-8192",
              "small causal LM with 8,192 tokens, most words one or two of them, as in large LMs",
              "bpe-512",
              "the same body with 512 tokens, pieces of two or three letters"));

  private BundledModels() {}

  static List<BundledModel> all() {
    return SUMMARIES.entrySet().stream()
        .map(e -> new BundledModel(e.getKey(), e.getValue(), Map.of("model", e.getKey())))
        .toList();
  }

  static Set<String> names() {
    return SUMMARIES.keySet();
  }

  /** Copies a model out of the jar into a folder of its own, which closing removes. */
  static Extracted extract(String name) {
    try {
      Path folder = Files.createTempDirectory("assay-" + name);
      Extracted extracted = new Extracted(folder);
      for (String file : FILES) {
        try (InputStream in = BundledModels.class.getResourceAsStream(ZOO + name + "/" + file)) {
          if (in == null) {
            throw new IllegalStateException("this build lacks the bundled model " + name);
          }
          Files.copy(in, folder.resolve(file));
        }
      }
      return extracted;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the bundled model " + name, e);
    }
  }

  /** A model's files, unpacked. */
  record Extracted(Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      for (String file : FILES) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.deleteIfExists(folder);
    }
  }
}
