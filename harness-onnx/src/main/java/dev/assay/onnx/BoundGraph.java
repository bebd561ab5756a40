package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A graph with the tensors that it reads and writes, bound once and run many times; the tensors'
 * dimensions may change between runs. Not thread-safe, while any number of them may share a
 * session.
 */
public final class BoundGraph {
  private final OnnxSession session;
  private final Map<String, HostTensor> inputs;
  private final Map<String, HostTensor> outputs;
  private final Map<String, OnnxTensor> given = new HashMap<>();
  private final Map<String, OnnxTensor> written = new HashMap<>();

  /**
   * Binds tensors to a graph.
   *
   * @param inputs by name, all that the graph has
   * @param outputs by name; those left out are not handed over
   * @throws dev.assay.SetupException if the graph has no input or output of such a name
   */
  public BoundGraph(
      OnnxSession session, Map<String, HostTensor> inputs, Map<String, HostTensor> outputs) {
    inputs.keySet().forEach(session::requireInput);
    outputs.keySet().forEach(session::requireOutput);
    this.session = session;
    this.inputs = Map.copyOf(inputs);
    this.outputs = Map.copyOf(outputs);
  }

  /** Runs the graph. The outputs must have the dimensions that it will write. */
  public void run() {
    inputs.forEach((name, tensor) -> given.put(name, tensor.tensor()));
    outputs.forEach((name, tensor) -> written.put(name, tensor.tensor()));
    session.run(given, Set.of(), written).close();
  }
}
