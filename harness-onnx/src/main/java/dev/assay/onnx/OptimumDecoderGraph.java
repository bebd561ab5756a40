package dev.assay.onnx;

import static dev.assay.onnx.OptimumNames.ofLayer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.assay.SetupException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The usual Hugging Face layout, as Optimum exports it: the graph takes the past and returns past
 * and new together. Rows of different lengths share a pass by masking the unused end of their
 * caches; position ids say where the new tokens really stand.
 */
final class OptimumDecoderGraph implements DecoderGraph {
  private final OnnxSession session;
  private final OptimumNames names;
  private final Optional<String> positionIds;
  private final KeyValueCache.Shape keyValues;

  OptimumDecoderGraph(OnnxSession session, OptimumNames names) {
    this.session = session;
    this.names = names;
    this.positionIds = names.positionIdsOf(session);
    session.requireInput(names.inputIds());
    session.requireInput(names.attentionMask());
    session.requireOutput(names.logits());
    session.requireOutput(ofLayer(names.presentKey(), 0));
    session.requireOutput(ofLayer(names.presentValue(), 0));
    TensorInfo key = session.requireInput(ofLayer(names.pastKey(), 0));
    session.requireInput(ofLayer(names.pastValue(), 0));
    int layers = 0;
    while (session.inputs().containsKey(ofLayer(names.pastKey(), layers))) {
      layers++;
    }
    long[] shape = key.getShape();
    if (shape.length != 4 || shape[1] < 1 || shape[3] < 1) {
      throw new SetupException(
          "input '%s' must be [batch, heads, past, size] with heads and size fixed in the graph; export it again with only batch and sequence dynamic"
              .formatted(ofLayer(names.pastKey(), 0)));
    }
    refuseOtherInputs(layers);
    this.keyValues =
        new KeyValueCache.Shape(
            layers, Math.toIntExact(shape[1]), Math.toIntExact(shape[3]), ElementType.of(key.type));
  }

  private void refuseOtherInputs(int layers) {
    Set<String> known = new HashSet<>(Set.of(names.inputIds(), names.attentionMask()));
    positionIds.ifPresent(known::add);
    for (int i = 0; i < layers; i++) {
      known.add(ofLayer(names.pastKey(), i));
      known.add(ofLayer(names.pastValue(), i));
    }
    Set<String> others = new TreeSet<>(session.inputs().keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw new SetupException(
          "the decoder has inputs that are not understood: %s. Understood are %s; other names can be given with the options names.*"
              .formatted(others, OptimumNames.DEFAULT));
    }
  }

  @Override
  public KeyValueCache.Shape keyValues() {
    return keyValues;
  }

  @Override
  public int vocabulary() {
    long[] shape = session.requireOutput(names.logits()).getShape();
    return Math.toIntExact(shape[shape.length - 1]);
  }

  @Override
  public boolean sharesPrefix() {
    return false;
  }

  @Override
  public boolean raggedRows() {
    return positionIds.isPresent();
  }

  @Override
  public boolean thinks() {
    return false;
  }

  @Override
  public boolean endsThinking() {
    return false;
  }

  @Override
  public Optional<ThoughtLoop> thoughtLoop() {
    return Optional.empty();
  }

  @Override
  public DecoderOutput forward(DecoderInput input) {
    int past = input.past().capacity();
    Map<String, OnnxTensor> given = new HashMap<>();
    Map<String, OnnxTensor> pinned = new HashMap<>();
    input.fresh().reshape(input.rows(), past + input.width());
    for (int i = 0; i < keyValues.layers(); i++) {
      given.put(ofLayer(names.pastKey(), i), input.past().key(i));
      given.put(ofLayer(names.pastValue(), i), input.past().value(i));
      pinned.put(ofLayer(names.presentKey(), i), input.fresh().key(i));
      pinned.put(ofLayer(names.presentValue(), i), input.fresh().value(i));
    }
    try (OnnxTensor ids = AssayDecoderGraph.longs(input.tokens(), input.rows(), input.width());
        OnnxTensor mask =
            AssayDecoderGraph.longs(mask(input, past), input.rows(), past + input.width());
        OnnxTensor positions =
            AssayDecoderGraph.longs(positions(input), input.rows(), input.width())) {
      given.put(names.inputIds(), ids);
      given.put(names.attentionMask(), mask);
      positionIds.ifPresent(name -> given.put(name, positions));
      OrtSession.Result result = session.run(given, Set.of(names.logits()), pinned);
      OnnxTensor logits = (OnnxTensor) result.get(names.logits()).orElseThrow();
      return new DecoderOutput(result, logits, input.width(), past);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot hand tokens to ONNX Runtime", e);
    }
  }

  private static long[] mask(DecoderInput input, int past) {
    int width = past + input.width();
    long[] mask = new long[input.rows() * width];
    for (int row = 0; row < input.rows(); row++) {
      for (int i = 0; i < width; i++) {
        boolean valid = i < input.pastLengths()[row] || i >= past;
        mask[row * width + i] = valid ? 1 : 0;
      }
    }
    return mask;
  }

  /** Padding takes its row's last real position, so that no table of positions is exceeded. */
  private static long[] positions(DecoderInput input) {
    long[] positions = new long[input.rows() * input.width()];
    for (int row = 0; row < input.rows(); row++) {
      for (int i = 0; i < input.width(); i++) {
        positions[row * input.width() + i] =
            input.pastLengths()[row] + Math.min(i, input.lengths()[row] - 1);
      }
    }
    return positions;
  }

  @Override
  public int outputIndex(DecoderInput input, int row, int k) {
    return row * input.width() + (int) input.askedPositions()[row * input.asked() + k];
  }

  @Override
  public void close() {
    session.close();
  }
}
