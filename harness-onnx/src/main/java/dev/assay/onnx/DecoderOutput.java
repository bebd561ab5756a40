package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * What a forward pass computed at the asked positions, in ONNX Runtime's own memory: logits {@code
 * [rows, positions, vocabulary]} and, where the model can think, thoughts {@code [rows, positions,
 * width]} and the probability that thinking should end {@code [rows, positions]}. Read before it is
 * closed.
 */
final class DecoderOutput implements AutoCloseable {
  private final OrtSession.Result result;
  private final OnnxTensor logits;
  private final Optional<OnnxTensor> thoughts;
  private final Optional<OnnxTensor> thoughtEnds;
  private final int positions;
  private final int firstFresh;

  /**
   * Wraps the output of a forward pass of a model that does not think.
   *
   * @param positions positions per row in the tensors
   * @param firstFresh where the keys and values of the new tokens begin in {@link
   *     DecoderInput#fresh()}
   */
  DecoderOutput(OrtSession.Result result, OnnxTensor logits, int positions, int firstFresh) {
    this(result, logits, Optional.empty(), Optional.empty(), positions, firstFresh);
  }

  /** Wraps the output of a forward pass. */
  DecoderOutput(
      OrtSession.Result result,
      OnnxTensor logits,
      Optional<OnnxTensor> thoughts,
      Optional<OnnxTensor> thoughtEnds,
      int positions,
      int firstFresh) {
    this.result = result;
    this.logits = logits;
    this.thoughts = thoughts;
    this.thoughtEnds = thoughtEnds;
    this.positions = positions;
    this.firstFresh = firstFresh;
  }

  OnnxTensor logits() {
    return logits;
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
  FloatBuffer copyOfLogits() {
    return logits.getFloatBuffer();
  }

  /** The same logits as a new float32 tensor that the caller closes. */
  OnnxTensor logitsAsFloat() throws OrtException {
    return OnnxTensor.createTensor(
        Device.environment(), copyOfLogits(), logits.getInfo().getShape());
  }

  /** Logits of a position. */
  int vocabulary() {
    return width(logits);
  }

  /** A copy of all thoughts, row after row, of a model that can think. */
  FloatBuffer copyOfThoughts() {
    return thoughts.orElseThrow().getFloatBuffer();
  }

  /** Numbers of a thought. */
  int thoughtWidth() {
    return width(thoughts.orElseThrow());
  }

  private static int width(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    return Math.toIntExact(shape[shape.length - 1]);
  }

  /** A copy of the probabilities that thinking should end; empty where the model tells none. */
  Optional<FloatBuffer> copyOfThoughtEnds() {
    return thoughtEnds.map(OnnxTensor::getFloatBuffer);
  }

  @Override
  public void close() {
    result.close();
  }
}
