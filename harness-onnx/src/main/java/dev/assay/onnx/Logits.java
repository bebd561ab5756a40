package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;

/**
 * Logits in ONNX Runtime's own memory, {@code [rows, positions, vocabulary]}; read before they are
 * closed.
 */
final class Logits implements AutoCloseable {
  private final OrtSession.Result result;
  private final OnnxTensor tensor;
  private final int positions;
  private final int firstFresh;

  /**
   * Wraps the output of a forward pass.
   *
   * @param positions positions per row in the tensor
   * @param firstFresh where the keys and values of the new tokens begin in {@link
   *     DecoderInput#fresh()}
   */
  Logits(OrtSession.Result result, OnnxTensor tensor, int positions, int firstFresh) {
    this.result = result;
    this.tensor = tensor;
    this.positions = positions;
    this.firstFresh = firstFresh;
  }

  OnnxTensor tensor() {
    return tensor;
  }

  /** Positions per row. */
  int positions() {
    return positions;
  }

  /** Where the new tokens begin in the cache that took their keys and values. */
  int firstFresh() {
    return firstFresh;
  }

  /** A copy of all logits as floats, row after row. */
  FloatBuffer copy() {
    return tensor.getFloatBuffer();
  }

  /** The same logits as a new float32 tensor that the caller closes. */
  OnnxTensor asFloat() throws OrtException {
    return OnnxTensor.createTensor(Device.environment(), copy(), tensor.getInfo().getShape());
  }

  @Override
  public void close() {
    result.close();
  }
}
