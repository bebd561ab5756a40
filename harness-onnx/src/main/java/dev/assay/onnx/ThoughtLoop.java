package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph that reads prompts and thinks in one call, with the loop inside: on a device, thoughts
 * and the cache then do not travel between it and the host. May run in several threads at once.
 *
 * <p>Inputs: {@code input_ids [batch, new]}, padded at the right, {@code lengths [batch]}, {@code
 * count []}. Outputs: {@code logits [batch, 1, vocabulary]} after the last thought, {@code thoughts
 * [batch, count, width]}, per layer {@code new.N.key/value [batch, heads, new + count, size]}, of
 * which the first {@code lengths + count} positions are a row's own.
 */
final class ThoughtLoop implements AutoCloseable {
  /** Two rows at least: kernels for a single row of numbers sum differently. */
  private static final int LEAST_ROWS = 2;

  private final OnnxSession session;
  private final int layers;

  private ThoughtLoop(OnnxSession session) {
    this.session = session;
    List.of("input_ids", "lengths", "count").forEach(session::requireInput);
    List.of("logits", "thoughts", "new.0.key", "new.0.value").forEach(session::requireOutput);
    int found = 1;
    while (session.outputs().containsKey("new." + found + ".key")) {
      found++;
    }
    this.layers = found;
  }

  /**
   * Loads the graph.
   *
   * @throws dev.assay.SetupException if the file is not such a graph
   */
  static ThoughtLoop open(Path file, OnnxSession.Options options, EngineClock clock) {
    OnnxSession session = OnnxSession.open(file, options, clock);
    try {
      return new ThoughtLoop(session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * What one call gives.
   *
   * @param last the output after each row's last thought
   * @param vectors all thoughts, row after row
   * @param count thoughts of a row
   */
  record Output(DecoderOutput last, FloatBuffer vectors, int count) implements AutoCloseable {
    /** The thoughts of a row. */
    List<float[]> thoughts(int row) {
      int width = last.thoughtWidth();
      List<float[]> thoughts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        float[] thought = new float[width];
        vectors.get((row * count + i) * width, thought);
        thoughts.add(thought);
      }
      return thoughts;
    }

    @Override
    public void close() {
      last.close();
    }
  }

  /**
   * Reads prompts and thinks.
   *
   * @param width positions that each prompt is padded to
   * @param count thoughts of each, at least one
   * @param fresh takes keys and values: a row's tokens, then its thoughts, then nothing of use
   */
  Output think(List<int[]> prompts, int width, int count, KeyValueCache fresh) {
    int rows = Math.max(LEAST_ROWS, prompts.size());
    long[] tokens = new long[rows * width];
    long[] lengths = new long[rows];
    for (int row = 0; row < rows; row++) {
      int[] prompt = prompts.get(Math.min(row, prompts.size() - 1));
      lengths[row] = prompt.length;
      for (int i = 0; i < prompt.length; i++) {
        tokens[row * width + i] = prompt[i];
      }
    }
    fresh.reshape(rows, width + count);
    Map<String, OnnxTensor> pinned = new HashMap<>();
    for (int i = 0; i < layers; i++) {
      pinned.put("new." + i + ".key", fresh.key(i));
      pinned.put("new." + i + ".value", fresh.value(i));
    }
    try (OnnxTensor ids = AssayDecoderGraph.longs(tokens, rows, width);
        OnnxTensor ends = AssayDecoderGraph.longs(lengths, rows);
        OnnxTensor thoughts = AssayDecoderGraph.longs(new long[] {count})) {
      Map<String, OnnxTensor> given = Map.of("input_ids", ids, "lengths", ends, "count", thoughts);
      OrtSession.Result result = session.run(given, Set.of("logits", "thoughts"), pinned);
      DecoderOutput last =
          new DecoderOutput(
              result,
              (OnnxTensor) result.get("logits").orElseThrow(),
              result.get("thoughts").map(OnnxTensor.class::cast),
              Optional.empty(),
              1,
              0);
      return new Output(last, last.copyOfThoughts(), count);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot hand tokens to ONNX Runtime", e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
