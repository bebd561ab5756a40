package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The layout that {@code training/} exports: the cache stays with the caller, a shared prefix is
 * read once for all rows, and the head runs only where logits are asked for.
 *
 * <p>Inputs: {@code input_ids [batch, new]}, {@code past_lengths [batch]}, {@code logit_positions
 * [batch, asked]}, per layer {@code prefix.N.key/value [1, heads, prefix, size]} and {@code
 * past.N.key/value [batch, heads, past, size]}. Outputs: {@code logits [batch, asked, vocabulary]},
 * per layer {@code new.N.key/value [batch, heads, new, size]}.
 */
final class AssayDecoderGraph implements DecoderGraph {
  private final OnnxSession session;
  private final KeyValueCache.Shape keyValues;

  AssayDecoderGraph(OnnxSession session) {
    this.session = session;
    session.requireInput("input_ids");
    session.requireInput("past_lengths");
    session.requireInput("logit_positions");
    session.requireOutput("logits");
    this.keyValues = KeyValueCache.Shape.of(session);
  }

  @Override
  public KeyValueCache.Shape keyValues() {
    return keyValues;
  }

  @Override
  public int vocabulary() {
    long[] shape = session.requireOutput("logits").getShape();
    return Math.toIntExact(shape[shape.length - 1]);
  }

  @Override
  public boolean sharesPrefix() {
    return true;
  }

  @Override
  public boolean raggedRows() {
    return true;
  }

  @Override
  public Logits forward(DecoderInput input) {
    Map<String, OnnxTensor> given = new HashMap<>();
    Map<String, OnnxTensor> pinned = new HashMap<>();
    input.fresh().reshape(input.rows(), input.width());
    for (int i = 0; i < keyValues.layers(); i++) {
      given.put("prefix." + i + ".key", input.prefix().key(i));
      given.put("prefix." + i + ".value", input.prefix().value(i));
      given.put("past." + i + ".key", input.past().key(i));
      given.put("past." + i + ".value", input.past().value(i));
      pinned.put("new." + i + ".key", input.fresh().key(i));
      pinned.put("new." + i + ".value", input.fresh().value(i));
    }
    try (OnnxTensor ids = longs(input.tokens(), input.rows(), input.width());
        OnnxTensor lengths =
            longs(Arrays.stream(input.pastLengths()).asLongStream().toArray(), input.rows());
        OnnxTensor positions = longs(input.askedPositions(), input.rows(), input.asked())) {
      given.put("input_ids", ids);
      given.put("past_lengths", lengths);
      given.put("logit_positions", positions);
      OrtSession.Result result = session.run(given, Set.of("logits"), pinned);
      OnnxTensor logits = (OnnxTensor) result.get("logits").orElseThrow();
      return new Logits(result, logits, input.asked(), 0);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot hand tokens to ONNX Runtime", e);
    }
  }

  static OnnxTensor longs(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(Device.environment(), LongBuffer.wrap(values), shape);
  }

  @Override
  public int logitIndex(DecoderInput input, int row, int k) {
    return row * input.asked() + k;
  }

  @Override
  public void close() {
    session.close();
  }
}
