package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The layout that {@code training/} exports: the cache stays with the caller, a shared prefix is
 * read once for all rows, and the head runs only where logits are asked for.
 *
 * <p>Inputs: {@code input_ids [batch, new]}, {@code past_lengths [batch]}, {@code logit_positions
 * [batch, asked]}, per layer {@code prefix.N.key/value [1, heads, prefix, size]} and {@code
 * past.N.key/value [batch, heads, past, size]}. Outputs: {@code logits [batch, asked, vocabulary]},
 * per layer {@code new.N.key/value [batch, heads, new, size]}.
 *
 * <p>A model that can think has two inputs more, {@code thoughts [batch, new, width]} and {@code
 * is_thought [batch, new]}: where true, the vector is read in place of the token. Its output {@code
 * thought [batch, asked, width]} is the vector to be fed back as the next position's input; {@code
 * thought_end [batch, asked]}, which it may lack, the probability that thinking should end there.
 */
final class AssayDecoderGraph implements DecoderGraph {
  private final OnnxSession session;
  private final KeyValueCache.Shape keyValues;
  private final Optional<ThoughtInputs> thoughtInputs;
  private final Optional<ThoughtLoop> thoughtLoop;
  private final Set<String> wanted = new TreeSet<>(Set.of("logits"));

  /**
   * A decoder.
   *
   * @param thoughtLoop the graph that thinks in one call, if there is one; closed with this
   */
  AssayDecoderGraph(OnnxSession session, Optional<ThoughtLoop> thoughtLoop) {
    this.session = session;
    this.thoughtLoop = thoughtLoop;
    session.requireInput("input_ids");
    session.requireInput("past_lengths");
    session.requireInput("logit_positions");
    session.requireOutput("logits");
    this.keyValues = KeyValueCache.Shape.of(session);
    this.thoughtInputs =
        session.inputs().containsKey("thoughts")
            ? Optional.of(ThoughtInputs.of(session))
            : Optional.empty();
    if (thinks()) {
      wanted.add("thought");
    }
    if (endsThinking()) {
      wanted.add("thought_end");
    }
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
  public boolean thinks() {
    return thoughtInputs.isPresent();
  }

  @Override
  public boolean endsThinking() {
    return thinks() && session.outputs().containsKey("thought_end");
  }

  @Override
  public Optional<ThoughtLoop> thoughtLoop() {
    return thoughtLoop;
  }

  @Override
  public DecoderOutput forward(DecoderInput input) {
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
        OnnxTensor positions = longs(input.askedPositions(), input.rows(), input.asked());
        ThoughtInputs.Given thoughts = thoughts(input)) {
      given.put("input_ids", ids);
      given.put("past_lengths", lengths);
      given.put("logit_positions", positions);
      given.putAll(thoughts.tensors());
      OrtSession.Result result = session.run(given, wanted, pinned);
      return new DecoderOutput(
          result,
          (OnnxTensor) result.get("logits").orElseThrow(),
          result.get("thought").map(OnnxTensor.class::cast),
          result.get("thought_end").map(OnnxTensor.class::cast),
          input.asked(),
          0);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot hand tokens to ONNX Runtime", e);
    }
  }

  private ThoughtInputs.Given thoughts(DecoderInput input) throws OrtException {
    return thoughtInputs.isPresent()
        ? thoughtInputs.get().of(input)
        : new ThoughtInputs.Given(Map.of());
  }

  static OnnxTensor longs(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(Device.environment(), LongBuffer.wrap(values), shape);
  }

  @Override
  public int outputIndex(DecoderInput input, int row, int k) {
    return row * input.asked() + k;
  }

  @Override
  public void close() {
    session.close();
    thoughtLoop.ifPresent(ThoughtLoop::close);
  }
}
