package dev.assay.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A decoder with random weights in two layouts, and what PyTorch computes with the same weights.
 */
final class TinyDecoder {
  static final int VOCABULARY = 64;

  /** Token n stands for the n-th character from '0' on. */
  static final TokenBytes CHARACTERS =
      token -> Character.toString('0' + token).getBytes(StandardCharsets.UTF_8);

  private TinyDecoder() {}

  /** A prompt with PyTorch's greedy continuation and its tokens' log-probabilities. */
  record Reference(int[] prompt, List<Integer> greedy, double[] logProbabilities) {}

  enum Layout {
    ASSAY,
    OPTIMUM
  }

  static Path file(String name) {
    try {
      return Path.of(TinyDecoder.class.getResource("tiny/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static CausalDecoder open(Layout layout, int context, int batchSize) {
    return open(layout, context, batchSize, 1);
  }

  static CausalDecoder open(Layout layout, int context, int batchSize, int lanes) {
    boolean assay = layout == Layout.ASSAY;
    return CausalDecoder.open(
        file(assay ? "assay/decoder.onnx" : "optimum/model.onnx"),
        assay
            ? new CausalDecoder.Layout.Assay()
            : new CausalDecoder.Layout.Optimum(OptimumNames.DEFAULT),
        context,
        batchSize,
        lanes,
        new OnnxSession.Options(Device.parse("cpu"), 1),
        new EngineClock());
  }

  static List<Reference> references() {
    try {
      List<Reference> references = new ArrayList<>();
      for (JsonNode node : Json.mapper().readTree(file("reference.json").toFile()).path("cases")) {
        references.add(
            new Reference(
                integers(node.path("ids")).stream().mapToInt(i -> i).toArray(),
                integers(node.path("greedy")),
                IntStream.range(0, node.path("greedy_log_probabilities").size())
                    .mapToDouble(i -> node.path("greedy_log_probabilities").get(i).asDouble())
                    .toArray()));
      }
      return references;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> integers(JsonNode node) {
    List<Integer> numbers = new ArrayList<>();
    node.forEach(n -> numbers.add(n.asInt()));
    return numbers;
  }

  /** The text that tokens stand for. */
  static String text(List<Integer> tokens) {
    StringBuilder text = new StringBuilder();
    tokens.forEach(t -> text.append((char) ('0' + t)));
    return text.toString();
  }
}
