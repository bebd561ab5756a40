package dev.assay.onnx;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What was thought before a text was written.
 *
 * @param vectors the thoughts, each {@code [width]}
 * @param endedByModel whether the model ended them, rather than their number
 * @param readings what text would have followed before the first thought and after each: one more
 *     than thoughts; empty where {@link Thinking#decoded} is 0 or a {@link ThoughtLoop} thought
 */
public record Thoughts(List<float[]> vectors, boolean endedByModel, List<Reading> readings) {
  public Thoughts {
    vectors = List.copyOf(vectors);
    readings = List.copyOf(readings);
  }

  /**
   * What the model says after a position.
   *
   * @param likely finds what it would go on with, if it were to write now
   * @param end probability that thinking should end here, where the model tells
   */
  public record Reading(Supplier<LikelyTokens> likely, OptionalDouble end) {
    /** What it would go on with: found when it is asked for, since most readings never are. */
    public LikelyTokens tokens() {
      return likely.get();
    }
  }

  /** Number of thoughts. */
  public int count() {
    return vectors.size();
  }
}
