package dev.assay.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.assay.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A loaded ONNX graph whose running time is counted; may run in several threads at once. */
public final class OnnxSession implements AutoCloseable {
  private final String origin;
  private final OrtSession session;
  private final EngineClock clock;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputs;

  /**
   * How a graph is run.
   *
   * @param device where
   * @param threads threads of one operator; 0 lets ONNX Runtime take one per core
   * @param optimised whether the graph is optimised when it is loaded; only for hunting bugs not
   */
  public record Options(Device device, int threads, boolean optimised) {
    /** Optimised, on the given device. */
    public Options(Device device, int threads) {
      this(device, threads, true);
    }
  }

  private OnnxSession(String origin, OrtSession session, EngineClock clock) throws OrtException {
    this.origin = origin;
    this.session = session;
    this.clock = clock;
    this.inputs = tensors(session.getInputInfo());
    this.outputs = tensors(session.getOutputInfo());
  }

  private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
    Map<String, TensorInfo> tensors = new TreeMap<>();
    nodes.forEach(
        (name, node) -> {
          if (node.getInfo() instanceof TensorInfo tensor) {
            tensors.put(name, tensor);
          }
        });
    return tensors;
  }

  /**
   * Loads a graph from a file, its external data beside it included.
   *
   * @throws SetupException if the file is missing, no ONNX file, or cannot run on the device
   */
  public static OnnxSession open(Path file, Options options, EngineClock clock) {
    if (!Files.isRegularFile(file)) {
      throw new SetupException("there is no ONNX file " + file);
    }
    return open(
        file.toString(),
        options,
        clock,
        settings -> Device.environment().createSession(file.toString(), settings));
  }

  /** Loads one of the small graphs that come with this module. */
  static OnnxSession bundled(String name, Options options, EngineClock clock) {
    try (InputStream in = OnnxSession.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      byte[] graph = in.readAllBytes();
      return open(name, options, clock, s -> Device.environment().createSession(graph, s));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read resource " + name, e);
    }
  }

  @FunctionalInterface
  private interface Loader {
    OrtSession load(SessionOptions options) throws OrtException;
  }

  private static OnnxSession open(
      String origin, Options options, EngineClock clock, Loader loader) {
    try (SessionOptions settings = new SessionOptions()) {
      settings.setOptimizationLevel(options.optimised() ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
      if (options.threads() > 0) {
        settings.setIntraOpNumThreads(options.threads());
      }
      options.device().addTo(settings);
      return new OnnxSession(origin, loader.load(settings), clock);
    } catch (OrtException e) {
      throw new SetupException(
          "cannot load %s on %s: %s. The file may be damaged or not an ONNX model; check its sha256 against its source."
              .formatted(origin, options.device(), e.getMessage()),
          e);
    }
  }

  /** Where the graph comes from, for errors. */
  String origin() {
    return origin;
  }

  /** The graph's inputs by name, with their element types and shapes; -1 marks a free dimension. */
  public Map<String, TensorInfo> inputs() {
    return inputs;
  }

  /** The graph's outputs by name. */
  public Map<String, TensorInfo> outputs() {
    return outputs;
  }

  /** Checks that the graph has an output, else says which it has. */
  TensorInfo requireOutput(String name) {
    return require(outputs, "output", name);
  }

  /** Checks that the graph has an input, else says which it has. */
  TensorInfo requireInput(String name) {
    return require(inputs, "input", name);
  }

  /**
   * Dimensions of an input; -1 marks a free one.
   *
   * @throws SetupException if there is no such input
   */
  public long[] inputShape(String name) {
    return requireInput(name).getShape();
  }

  /**
   * Dimensions of an output; -1 marks a free one.
   *
   * @throws SetupException if there is no such output
   */
  public long[] outputShape(String name) {
    return requireOutput(name).getShape();
  }

  private TensorInfo require(Map<String, TensorInfo> nodes, String kind, String name) {
    TensorInfo info = nodes.get(name);
    if (info == null) {
      SetupException unknown = SetupException.unknownName(kind, name, nodes.keySet());
      throw new SetupException(origin + ": " + unknown.getMessage());
    }
    return info;
  }

  /**
   * Runs the graph.
   *
   * @param given inputs by name
   * @param wanted names of the outputs that ONNX Runtime shall allocate
   * @param pinned outputs that are written into memory of the caller's
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> given, Set<String> wanted, Map<String, OnnxTensor> pinned) {
    clock.enter();
    try {
      return session.run(given, wanted, pinned);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "%s failed: %s; inputs %s".formatted(origin, e.getMessage(), shapes(given)), e);
    } finally {
      clock.leave();
    }
  }

  private static String shapes(Map<String, OnnxTensor> tensors) {
    Map<String, String> shapes = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> shapes.put(name, Arrays.toString(tensor.getInfo().getShape())));
    return shapes.toString();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close " + origin, e);
    }
  }
}
