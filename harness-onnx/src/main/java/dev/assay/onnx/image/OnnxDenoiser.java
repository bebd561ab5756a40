package dev.assay.onnx.image;

import dev.assay.SetupException;
import dev.assay.onnx.BoundGraph;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import dev.assay.onnx.OnnxSession;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A denoiser that is an ONNX graph: inputs {@code tokens [batch, length]}, {@code time [batch]}
 * where it is told the time, {@code condition [batch]} where it takes a class; output {@code logits
 * [batch, length, ids]}.
 */
final class OnnxDenoiser implements Denoiser {
  private static final String LOGITS = "logits";

  /** Two at least: kernels for a single row of numbers sum differently. */
  private static final int LEAST_ROWS = 2;

  private final int length;
  private final int ids;
  private final boolean timed;
  private final boolean conditional;
  private final HostTensor tokens = new HostTensor(ElementType.INT64);
  private final HostTensor time = new HostTensor(ElementType.FLOAT32);
  private final HostTensor condition = new HostTensor(ElementType.INT64);
  private final HostTensor logits = new HostTensor(ElementType.FLOAT32);
  private final BoundGraph graph;

  /**
   * Binds a graph to memory of its own.
   *
   * @throws SetupException if it has other inputs or outputs than the folder says
   */
  OnnxDenoiser(OnnxSession session, TokenModelFolder folder) {
    this.length = folder.length();
    this.timed = folder.denoiser().explicitTime();
    this.conditional = !folder.classes().names().isEmpty();
    Map<String, HostTensor> inputs = new TreeMap<>();
    inputs.put("tokens", tokens);
    if (timed) {
      inputs.put("time", time);
    }
    if (conditional) {
      inputs.put("condition", condition);
    }
    if (!session.inputs().keySet().equals(inputs.keySet())) {
      throw new SetupException(
          "%s has the inputs %s; with key 'denoiser.time' and key 'classes' as in %s they must be %s"
              .formatted(
                  folder.denoiser().file(),
                  session.inputs().keySet(),
                  folder.json().file(),
                  inputs.keySet()));
    }
    this.graph = new BoundGraph(session, inputs, Map.of(LOGITS, logits));
    this.ids = ids(session, folder);
  }

  private static int ids(OnnxSession session, TokenModelFolder folder) {
    long[] shape = session.outputs().get(LOGITS).getShape();
    if (shape.length != 3 || shape[2] < folder.denoiser().vocabulary()) {
      throw new SetupException(
          "%s must have an output 'logits' [batch, length, ids] with at least the %d ids that key 'denoiser.vocabulary' of %s says"
              .formatted(
                  folder.denoiser().file(), folder.denoiser().vocabulary(), folder.json().file()));
    }
    return Math.toIntExact(shape[2]);
  }

  @Override
  public Logits predict(List<Row> rows) {
    int count = Math.max(LEAST_ROWS, rows.size());
    tokens.reshape(count, length);
    time.reshape(count);
    condition.reshape(count);
    logits.reshape(count, length, ids);
    float[] times = new float[count];
    for (int row = 0; row < count; row++) {
      Row given = rows.get(Math.min(row, rows.size() - 1));
      for (int i = 0; i < length; i++) {
        tokens.longs().put(row * length + i, given.tokens()[i]);
      }
      times[row] = (float) given.time();
      condition.longs().put(row, given.condition());
    }
    time.put(0, times);
    graph.run();
    return (row, position, first, into) ->
        logits.get((row * length + position) * ids + first, into);
  }

  @Override
  public void close() {
    tokens.close();
    time.close();
    condition.close();
    logits.close();
  }
}
