package dev.assay.benchmarks.images.extractors;

import dev.assay.SetupException;
import dev.assay.benchmarks.pictures.Scaling;
import dev.assay.model.Image;
import dev.assay.onnx.BoundGraph;
import dev.assay.onnx.Device;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.HostTensor;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.Parallelism;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An extractor's graph with its input and outputs. Used by one thread at a time. */
final class LoadedExtractor {
  private final ExtractorCard card;
  private final int width;
  private final int classes;
  private final HostTensor input = new HostTensor(ElementType.FLOAT32);
  private final HostTensor features = new HostTensor(ElementType.FLOAT32);
  private final HostTensor probabilities = new HostTensor(ElementType.FLOAT32);
  private final BoundGraph graph;

  /**
   * Loads the graph and tries it on a black picture.
   *
   * @throws SetupException if it is not what the card says
   */
  LoadedExtractor(ExtractorCard card, Path file) {
    this.card = card;
    Device device = Device.parse("cpu");
    Parallelism parallelism = Parallelism.of(List.of(file), device, 0);
    OnnxSession session =
        OnnxSession.open(
            file, new OnnxSession.Options(device, parallelism.threads()), new EngineClock());
    if (session.inputs().size() != 1) {
      throw new SetupException(
          "%s: an extractor has one input, this graph has %s"
              .formatted(file, session.inputs().keySet()));
    }
    String only = session.inputs().keySet().iterator().next();
    requireInput(file, only, session.inputShape(only));
    this.width = lastOf(file, card.features(), session.outputShape(card.features()));
    Map<String, HostTensor> outputs = new LinkedHashMap<>();
    outputs.put(card.features(), features);
    if (card.probabilities().isPresent()) {
      String name = card.probabilities().get();
      this.classes = lastOf(file, name, session.outputShape(name));
      outputs.put(name, probabilities);
    } else {
      this.classes = 0;
    }
    if (!card.classes().isEmpty() && card.classes().size() != classes) {
      throw new SetupException(
          "%s: the card names %d classes, the graph tells %d apart"
              .formatted(file, card.classes().size(), classes));
    }
    this.graph = new BoundGraph(session, Map.of(only, input), outputs);
    tryOut(file);
  }

  private void requireInput(Path file, String name, long[] shape) {
    long[] expected = card.inputShape(-1);
    boolean fits = shape.length == expected.length;
    for (int i = 1; fits && i < shape.length; i++) {
      fits = shape[i] == -1 || shape[i] == expected[i];
    }
    if (!fits || shape[0] != -1) {
      throw new SetupException(
          "%s: the input '%s' has the dimensions %s; by extractor.json it must have %s, where -1 is free"
              .formatted(file, name, Arrays.toString(shape), Arrays.toString(expected)));
    }
  }

  private static int lastOf(Path file, String name, long[] shape) {
    if (shape.length != 2 || shape[1] < 1) {
      throw new SetupException(
          "%s: the output '%s' has the dimensions %s; it must be [batch, WIDTH] with a fixed width"
              .formatted(file, name, Arrays.toString(shape)));
    }
    return (int) shape[1];
  }

  private void tryOut(Path file) {
    byte[] black = new byte[card.width() * card.height() * card.channels()];
    Image image = new Image(card.width(), card.height(), card.channels(), black);
    try {
      run(List.of(Collections.nCopies(card.frames(), image)));
    } catch (IllegalStateException e) {
      throw new SetupException("%s does not run: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Width of the features. */
  int width() {
    return width;
  }

  /** The features of some items, each of as many frames as the card says. */
  List<Features> run(List<List<Image>> items) {
    int batch = items.size();
    input.reshape(card.inputShape(batch));
    features.reshape(batch, width);
    probabilities.reshape(batch, Math.max(1, classes));
    int each = card.frames() * card.width() * card.height() * card.channels();
    for (int i = 0; i < batch; i++) {
      input.put(i * each, numbers(items.get(i)));
    }
    graph.run();
    List<Features> found = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      float[] values = new float[width];
      features.get(i * width, values);
      float[] shares = new float[classes];
      probabilities.get(i * classes, shares);
      found.add(new Features(values, classes == 0 ? Optional.empty() : Optional.of(shares)));
    }
    return found;
  }

  private float[] numbers(List<Image> frames) {
    int pixels = card.width() * card.height();
    int channels = card.channels();
    float[] numbers = new float[frames.size() * pixels * channels];
    for (int f = 0; f < frames.size(); f++) {
      Image frame = Scaling.to(card.width(), card.height(), frames.get(f));
      byte[] bytes = frame.pixels();
      for (int p = 0; p < pixels; p++) {
        for (int c = 0; c < channels; c++) {
          byte pixel = frame.channels() == 1 ? bytes[p] : bytes[channels * p + c];
          int place = card.channelsLast() ? p * channels + c : c * pixels + p;
          numbers[f * pixels * channels + place] = card.pixels().of(pixel, c);
        }
      }
    }
    return numbers;
  }
}
