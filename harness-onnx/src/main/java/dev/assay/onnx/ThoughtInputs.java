package dev.assay.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.assay.SetupException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The two inputs of a graph that can think: vectors that stand in place of tokens, and where they
 * do. Safe for use by several threads.
 */
final class ThoughtInputs {
  private final int width;
  private ByteBuffer zeros = ByteBuffer.allocateDirect(0);

  private ThoughtInputs(int width) {
    this.width = width;
  }

  /**
   * The inputs of a graph.
   *
   * @throws SetupException if it has only one of them, no output {@code thought}, or they are not
   *     of the type and shape they must be
   */
  static ThoughtInputs of(OnnxSession session) {
    session.requireInput("is_thought");
    session.requireOutput("thought");
    TensorInfo thoughts = session.requireInput("thoughts");
    long[] shape = thoughts.getShape();
    if (thoughts.type != OnnxJavaType.FLOAT || shape.length != 3 || shape[2] < 1) {
      throw new SetupException(
          "%s: input 'thoughts' must be float32 [batch, new, width] with the width fixed in the graph; export it again with only batch and new dynamic"
              .formatted(session.origin()));
    }
    return new ThoughtInputs(Math.toIntExact(shape[2]));
  }

  /** Tensors for one forward pass, by name. */
  record Given(Map<String, OnnxTensor> tensors) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** Makes the tensors. */
  Given of(DecoderInput input) throws OrtException {
    int places = input.rows() * input.width();
    boolean[][] isThought = new boolean[input.rows()][input.width()];
    FloatBuffer vectors = zeros(places);
    if (!input.thoughts().isEmpty()) {
      vectors = FloatBuffer.allocate(places * width);
      for (Map.Entry<Integer, float[]> thought : input.thoughts().entrySet()) {
        int row = thought.getKey();
        isThought[row][0] = true;
        vectors.put(row * input.width() * width, thought.getValue());
      }
    }
    long[] shape = {input.rows(), input.width(), width};
    OnnxTensor thoughts = OnnxTensor.createTensor(Device.environment(), vectors, shape);
    return new Given(
        Map.of(
            "thoughts",
            thoughts,
            "is_thought",
            OnnxTensor.createTensor(Device.environment(), isThought)));
  }

  /** Prompts are read without thoughts: the same numbers, never written, serve all of them. */
  private synchronized FloatBuffer zeros(int places) {
    int bytes = Math.multiplyExact(places, width * Float.BYTES);
    if (zeros.capacity() < bytes) {
      zeros = ByteBuffer.allocateDirect(bytes);
    }
    return zeros.slice(0, bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
