package dev.assay.coconut;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.data.DataStore;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.text.LanguageModelFolder;
import dev.assay.onnx.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Latent models with random weights, and what PyTorch computes with them; see tiny/README.md. */
enum TinyModels {
  COUNTED,
  CLASSIFIED,
  GPT2;

  /** Ordinary tokens in every vocabulary are those from 5 to here. */
  static final int ORDINARY = 290;

  /** The reference's answer to one prompt; {@code ends} is empty without a classifier. */
  record Case(
      String prompt,
      boolean byClassifier,
      int count,
      List<double[]> thoughts,
      List<Entry> entries,
      List<Double> ends,
      double[] logits,
      int newTokens,
      String text,
      boolean ended) {}

  /** The likeliest tokens of a position. */
  record Entry(List<Integer> ids, double[] probabilities) {}

  Path folder() {
    try {
      return Path.of(TinyModels.class.getResource("tiny/" + name().toLowerCase()).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  LanguageModelFolder read() {
    return LanguageModelFolder.read(folder(), Optional.empty());
  }

  /** Number of tokens. */
  int vocabulary() {
    return read().json().object("decoder").integer("vocabulary", 1);
  }

  ThoughtSettings settings() {
    return ThoughtSettings.read(read().json());
  }

  Tokenizer tokenizer() {
    return Tokenizer.open(folder().resolve("tokenizer.json"), true);
  }

  Path loop() {
    return folder().resolve("loop.onnx");
  }

  CausalDecoder decoder(int batchSize, int lanes) {
    return decoder(new CausalDecoder.Layout.Assay(), batchSize, lanes);
  }

  CausalDecoder decoder(CausalDecoder.Layout layout, int batchSize, int lanes) {
    return CausalDecoder.open(
        folder().resolve("decoder.onnx"),
        layout,
        256,
        batchSize,
        lanes,
        new OnnxSession.Options(Device.parse("cpu"), 1),
        new EngineClock());
  }

  Model open(int batchSize, Map<String, String> options) {
    return open(folder(), batchSize, options);
  }

  static Model open(Path folder, int batchSize, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", folder.toString());
    return new CoconutProvider()
        .open(
            new ModelSpec("tiny", "coconut", all),
            new ModelContext("cpu", 1, batchSize, new DataStore(List.of())));
  }

  /** A copy that a test may change. */
  Path copyTo(Path other) {
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, other.resolve(file.getFileName().toString()));
      }
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Case> cases() {
    try {
      JsonNode root = Json.mapper().readTree(folder().resolve("expected.json").toFile());
      return stream(root.path("cases")).map(TinyModels::expected).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case expected(JsonNode node) {
    return new Case(
        node.path("prompt").asText(),
        node.path("ended_by").asText().equals("classifier"),
        node.path("count").asInt(),
        stream(node.path("thoughts")).map(TinyModels::numbers).toList(),
        stream(node.path("entries"))
            .map(
                e ->
                    new Entry(
                        stream(e.path("ids")).map(JsonNode::asInt).toList(),
                        numbers(e.path("probabilities"))))
            .toList(),
        stream(node.path("end_probabilities")).map(JsonNode::asDouble).toList(),
        numbers(node.path("logits")),
        node.path("new_tokens").asInt(),
        node.path("text").asText(),
        node.path("ended").asBoolean());
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static double[] numbers(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }
}
