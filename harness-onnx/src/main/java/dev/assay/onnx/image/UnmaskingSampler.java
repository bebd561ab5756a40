package dev.assay.onnx.image;

/**
 * A way to unmask sequences: how many steps, and what is revealed when. Immutable; everything
 * random follows from the numbers it is given. Its text says all that may change a result.
 */
public interface UnmaskingSampler {
  /** The name users write, for example {@code maskgit}. */
  String name();

  /** Begins with a sequence. */
  Unmasking start(TokenSequence sequence, CounterRandom random);

  /** For the model's card: steps and settings in words. */
  String description();
}
