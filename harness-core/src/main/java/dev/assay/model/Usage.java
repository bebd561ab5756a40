package dev.assay.model;

/**
 * What an answer cost, in the units of every model family, so that efficiency compares. All but
 * {@code seconds} are properties of the request and the model alone: work shared with neighbours,
 * such as a common prompt prefix, counts in full for each.
 *
 * @param inputBytes UTF-8 bytes read
 * @param outputBytes UTF-8 bytes (or image bytes) written
 * @param inputTokens tokens read; 0 for models without tokens
 * @param outputTokens tokens written, those of stop strings included
 * @param patches patches formed (BLT)
 * @param thoughts continuous thoughts (Coconut)
 * @param denoisingSteps unmasking steps (interpolants)
 * @param forwardPasses sequential forward passes: what cannot run in parallel
 * @param flops estimated floating-point operations, a multiply-add counted as two; without {@code
 *     patchingFlops}
 * @param patchingFlops estimated floating-point operations of a model that only finds the patches
 *     (BLT's entropy model), which publications leave out
 * @param seconds wall time from the start of the request to its answer; overlaps within a batch
 */
public record Usage(
    long inputBytes,
    long outputBytes,
    long inputTokens,
    long outputTokens,
    long patches,
    long thoughts,
    long denoisingSteps,
    long forwardPasses,
    double flops,
    double patchingFlops,
    double seconds) {

  /** The cost of a model that forms no patches. */
  public Usage(
      long inputBytes,
      long outputBytes,
      long inputTokens,
      long outputTokens,
      long patches,
      long thoughts,
      long denoisingSteps,
      long forwardPasses,
      double flops,
      double seconds) {
    this(
        inputBytes,
        outputBytes,
        inputTokens,
        outputTokens,
        patches,
        thoughts,
        denoisingSteps,
        forwardPasses,
        flops,
        0,
        seconds);
  }

  /** No cost at all. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Cost of an answer that read and wrote text without a neural network. */
  public static Usage ofBytes(long inputBytes, long outputBytes) {
    return new Usage(inputBytes, outputBytes, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Sum of two costs. */
  public Usage plus(Usage other) {
    return new Usage(
        inputBytes + other.inputBytes,
        outputBytes + other.outputBytes,
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        patches + other.patches,
        thoughts + other.thoughts,
        denoisingSteps + other.denoisingSteps,
        forwardPasses + other.forwardPasses,
        flops + other.flops,
        patchingFlops + other.patchingFlops,
        seconds + other.seconds);
  }
}
