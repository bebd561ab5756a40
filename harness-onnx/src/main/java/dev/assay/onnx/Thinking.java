package dev.assay.onnx;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a model thinks before it writes (Coconut, arXiv 2412.06769): after the prompt the thought of
 * the last position is read as the next position's input, again and again; then come the tokens
 * that end thinking, then text. Every thought and every such token takes a position of the context
 * and a forward pass.
 *
 * @param most number of thoughts; fewer where the model ends them itself
 * @param endThreshold thinking ends as soon as the model's probability of that reaches this, even
 *     before the first thought; empty where the number alone decides
 * @param after tokens read between the last thought and the text; may be empty
 * @param decoded how many of the most probable tokens are told of the position before the first
 *     thought and of each thought; 0 for none at all
 */
public record Thinking(int most, OptionalDouble endThreshold, List<Integer> after, int decoded) {
  public Thinking {
    if (most < 0 || decoded < 0) {
      throw new IllegalArgumentException("thoughts and decoded tokens cannot be negative");
    }
    after = List.copyOf(after);
  }
}
