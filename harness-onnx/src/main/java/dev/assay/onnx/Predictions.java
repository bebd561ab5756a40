package dev.assay.onnx;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a forward pass says about what comes next, computed only as far as a row asks for it. */
final class Predictions {
  private final DecoderOutput output;
  private final TokenHeads heads;
  private long @Nullable [] mostProbable;
  private @Nullable FloatBuffer logits;
  private @Nullable FloatBuffer thoughts;

  /** Predictions from an output, to be read before that is closed. */
  Predictions(DecoderOutput output, TokenHeads heads) {
    this.output = output;
    this.heads = heads;
  }

  /** The prediction at an index of the output, as {@link DecoderGraph#outputIndex} gives it. */
  Prediction at(int index) {
    return new Prediction(this, index);
  }

  /** What comes after one position. */
  record Prediction(Predictions all, int index) {
    /** The most probable token, the lowest id among equals. */
    int mostProbable() {
      return all.mostProbable(index);
    }

    /** Logits of all tokens. */
    float[] logits() {
      return all.logits(index);
    }

    /** The vector to be fed back, if the model can think. */
    float[] thought() {
      return all.thought(index);
    }

    /** How probably thinking should end here, if the model tells. */
    OptionalDouble thoughtEnd() {
      return all.thoughtEnd(index);
    }
  }

  private int mostProbable(int index) {
    long[] tokens = mostProbable;
    if (tokens == null) {
      tokens = heads.mostProbable(output);
      mostProbable = tokens;
    }
    return Math.toIntExact(tokens[index]);
  }

  private float[] logits(int index) {
    FloatBuffer all = logits;
    if (all == null) {
      all = output.copyOfLogits();
      logits = all;
    }
    return row(all, index, output.vocabulary());
  }

  private float[] thought(int index) {
    FloatBuffer all = thoughts;
    if (all == null) {
      all = output.copyOfThoughts();
      thoughts = all;
    }
    return row(all, index, output.thoughtWidth());
  }

  private OptionalDouble thoughtEnd(int index) {
    Optional<FloatBuffer> ends = output.copyOfThoughtEnds();
    return ends.isPresent() ? OptionalDouble.of(ends.get().get(index)) : OptionalDouble.empty();
  }

  private static float[] row(FloatBuffer all, int index, int width) {
    float[] row = new float[width];
    all.get(index * width, row);
    return row;
  }
}
