package dev.assay.onnx.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.data.DataStore;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.image.MaskgitSampler.Order;
import dev.assay.onnx.image.MaskgitSampler.TimeOfShare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Token-grid models with random weights, and what PyTorch computes with them; see their README. */
enum TinyGrids {
  IMPLICIT,
  EXPLICIT,
  JOINT,
  CLIP;

  static final OnnxSession.Options ONE_THREAD = new OnnxSession.Options(Device.parse("cpu"), 1);

  Path path() {
    return Path.of("../plugins-interpolants/src/test/resources/dev/assay/interpolants/tiny")
        .resolve(name().toLowerCase(java.util.Locale.ROOT));
  }

  TokenModelFolder read() {
    return TokenModelFolder.read(path(), "interpolant");
  }

  JsonNode expected() {
    try {
      return Json.mapper().readTree(path().resolve("expected.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OnnxSession session() {
    return OnnxSession.open(read().denoiser().file(), ONE_THREAD, new EngineClock());
  }

  GridCodec codec(TokenGrid.Kind kind) {
    return GridCodec.open(read().grid(kind).orElseThrow(), ONE_THREAD, new EngineClock());
  }

  /** A copy of the folder whose model.json says something else. */
  Path changed(Path into, Consumer<ObjectNode> change) {
    try (Stream<Path> files = Files.list(path())) {
      for (Path file : files.toList()) {
        Files.copy(file, into.resolve(file.getFileName().toString()));
      }
      Path file = into.resolve("model.json");
      ObjectNode root = (ObjectNode) Json.mapper().readTree(file.toFile());
      change.accept(root);
      Json.mapper().writeValue(file.toFile(), root);
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens with MaskGIT's sampler. */
  Model open(int steps, double guidance, int threads, int batchSize) {
    return open(path(), steps, guidance, threads, batchSize);
  }

  static Model open(Path folder, int steps, double guidance, int threads, int batchSize) {
    return UnmaskingModel.open(
        TokenModelFolder.read(folder, "interpolant"),
        new UnmaskingSettings(
            new MaskgitSampler(
                steps, RevealSchedule.COSINE, Order.CONFIDENCE, 4.5, TimeOfShare.LINEAR),
            TokenChoice.PLAIN,
            guidance),
        Map.of(),
        new ModelContext("cpu", threads, batchSize, new DataStore(List.of())),
        () -> {});
  }

  static int[] integers(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }

  static double[] numbers(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }
}
