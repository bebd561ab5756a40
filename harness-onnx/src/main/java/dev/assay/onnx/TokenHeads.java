package dev.assay.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;

/**
 * What is done with logits at every step, as graphs without weights, so that it runs inside ONNX
 * Runtime on the logits where they lie: the most probable token, and the log-probability of given
 * tokens. Made by {@code training/assay_training/heads.py}.
 */
public final class TokenHeads implements AutoCloseable {
  private final OnnxSession greedy;
  private final OnnxSession logLikelihood;

  /**
   * Log-probabilities of target tokens.
   *
   * @param logProbability natural logarithm, {@code [rows * positions]}
   * @param greedy whether the target was the most probable token
   */
  record TargetScores(float[] logProbability, boolean[] greedy) {}

  /**
   * Loads the graphs. They always run on the processor, where the logits end up. The one that runs
   * at every step has no threads of its own: they would spin beside the decoder's.
   */
  public TokenHeads(EngineClock clock, int threads) {
    Device processor = Device.parse("cpu");
    this.greedy = OnnxSession.bundled("greedy.onnx", new OnnxSession.Options(processor, 1), clock);
    this.logLikelihood =
        OnnxSession.bundled(
            "log_likelihood.onnx", new OnnxSession.Options(processor, threads), clock);
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(OnnxTensor logits) throws OrtException;
  }

  /** The most probable token at every position, the lowest id among equals. */
  long[] mostProbable(DecoderOutput output) {
    return asFloats(
        output,
        tensor -> {
          try (OrtSession.Result result =
              greedy.run(Map.of("logits", tensor), Set.of("tokens"), Map.of())) {
            LongBuffer tokens = ((OnnxTensor) result.get("tokens").orElseThrow()).getLongBuffer();
            long[] copy = new long[tokens.remaining()];
            tokens.get(copy);
            return copy;
          }
        });
  }

  /**
   * Scores of one target per position.
   *
   * @param targets token ids, {@code [rows * positions]}; any valid id where nothing is asked
   */
  TargetScores score(DecoderOutput output, long[] targets) {
    return asFloats(
        output,
        tensor -> {
          long[] shape = tensor.getInfo().getShape();
          try (OnnxTensor wanted = AssayDecoderGraph.longs(targets, shape[0], shape[1]);
              OrtSession.Result result =
                  logLikelihood.run(
                      Map.of("logits", tensor, "targets", wanted),
                      Set.of("log_probability", "greedy"),
                      Map.of())) {
            float[] scores = new float[targets.length];
            ((OnnxTensor) result.get("log_probability").orElseThrow()).getFloatBuffer().get(scores);
            boolean[][] hits =
                (boolean[][]) ((OnnxTensor) result.get("greedy").orElseThrow()).getValue();
            boolean[] greedyHits = new boolean[targets.length];
            for (int row = 0; row < hits.length; row++) {
              System.arraycopy(hits[row], 0, greedyHits, row * hits[row].length, hits[row].length);
            }
            return new TargetScores(scores, greedyHits);
          }
        });
  }

  /**
   * The graph that scores one target per position, bound to tensors.
   *
   * @param logits float32 {@code [rows, positions, vocabulary]}
   * @param targets {@code [rows, positions]}
   * @param into takes natural logarithms, float32 {@code [rows, positions]}
   */
  public BoundGraph logProbabilities(HostTensor logits, HostTensor targets, HostTensor into) {
    return new BoundGraph(
        logLikelihood,
        Map.of("logits", logits, "targets", targets),
        Map.of("log_probability", into));
  }

  /** Logits of half precision are widened first. */
  private static <T> T asFloats(DecoderOutput output, Use<T> use) {
    OnnxTensor tensor = output.logits();
    try {
      if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
        return use.of(tensor);
      }
      try (OnnxTensor widened = output.logitsAsFloat()) {
        return use.of(widened);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("cannot read the logits", e);
    }
  }

  @Override
  public void close() {
    greedy.close();
    logLikelihood.close();
  }
}
