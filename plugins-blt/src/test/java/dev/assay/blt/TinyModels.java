package dev.assay.blt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.FolderJson;
import dev.assay.onnx.OnnxSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Models with random weights and what a plain PyTorch implementation computes with the same weights
 * (models/README.md names the command that made both).
 */
final class TinyModels {
  static final List<String> NAMES = List.of("small", "projection", "half");

  private TinyModels() {}

  /** A text with PyTorch's results for one setting of patches. */
  record Golden(
      String model,
      String setting,
      int[] ids,
      double[] entropies,
      int[] lengths,
      Optional<Double> margin,
      double[] logs,
      double[] logits) {
    @Override
    public String toString() {
      return "%s, %s, %d bytes".formatted(model, setting, ids.length - 1);
    }
  }

  static Path folder(String name) {
    if (name.startsWith("/")) {
      return Path.of(name);
    }
    try {
      return Path.of(TinyModels.class.getResource("models/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static ByteDecoder decoder(String name, PatchRule rule, int batchSize, int lanes) {
    return new ByteDecoder(network(name, rule), batchSize, lanes);
  }

  static Network network(String name, PatchRule rule) {
    return Network.open(
        BltFolder.read(folder(name)),
        rule,
        new OnnxSession.Options(Device.parse("cpu"), 1),
        new EngineClock());
  }

  /** The rule of a model's folder, with options in its place. */
  static PatchRule rule(String name, Map<String, String> options) {
    return BltFolder.read(folder(name)).patching().with(options).rule();
  }

  /** The settings that PyTorch's results are given for, by name. */
  static Map<String, PatchRule> rules(String name) {
    Path file = folder(name).resolve("golden.json");
    FolderJson settings = FolderJson.read(file).object("settings");
    Map<String, PatchRule> rules = new TreeMap<>();
    settings
        .node()
        .fieldNames()
        .forEachRemaining(key -> rules.put(key, PatchSettings.read(settings.object(key)).rule()));
    return rules;
  }

  static List<Golden> goldens(String name) {
    try {
      JsonNode root = Json.mapper().readTree(folder(name).resolve("golden.json").toFile());
      List<Golden> all = new ArrayList<>();
      for (JsonNode text : root.path("texts")) {
        text.path("cases")
            .properties()
            .forEach(
                e ->
                    all.add(
                        new Golden(
                            name,
                            e.getKey(),
                            ints(text.path("ids")),
                            doubles(text.path("entropies")),
                            ints(e.getValue().path("lengths")),
                            Optional.of(e.getValue().path("margin"))
                                .filter(JsonNode::isNumber)
                                .map(JsonNode::asDouble),
                            doubles(e.getValue().path("logs")),
                            doubles(e.getValue().path("logits")))));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] ints(JsonNode node) {
    return IntStream.range(0, node.size()).map(i -> node.get(i).asInt()).toArray();
  }

  private static double[] doubles(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
