package dev.assay.blt;

import dev.assay.onnx.BoundGraph;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Scores batches of rows one after another. */
final class ScoringLane implements AutoCloseable {
  private final Prefill prefill;
  private final RowBatch batch;
  private final HostTensor targets = new HostTensor(ElementType.INT64);
  private final HostTensor logProbabilities = new HostTensor(ElementType.FLOAT32);
  private final BoundGraph scores;
  private final float[] logits = new float[ByteIds.COUNT];
  private final Consumer<ScoredRow> sink;

  /**
   * A lane.
   *
   * @param batch memory for the rows, the reader's
   */
  ScoringLane(Network network, Prefill prefill, RowBatch batch, Consumer<ScoredRow> sink) {
    this.prefill = prefill;
    this.batch = batch;
    this.scores = network.heads().logProbabilities(batch.logits(), targets, logProbabilities);
    this.sink = sink;
  }

  /** Sums up the scores of a row, which come chunk by chunk. */
  private static final class Open {
    final ByteScoring request;
    double logLikelihood;
    boolean greedy = true;

    Open(ByteScoring request) {
      this.request = request;
    }
  }

  /** Works until nothing waits; each batch comes with its longest rows first. */
  void run(Queue<List<ByteScoring>> waiting) {
    while (!Thread.currentThread().isInterrupted()) {
      List<ByteScoring> next = waiting.poll();
      if (next == null) {
        return;
      }
      score(next);
    }
  }

  private void score(List<ByteScoring> requests) {
    long start = System.nanoTime();
    List<Open> open = requests.stream().map(Open::new).toList();
    List<Prefill.Text> texts = new ArrayList<>();
    for (ByteScoring request : requests) { // the last byte is foretold, not read
      int[] read = Arrays.copyOf(request.ids(), request.ids().length - 1);
      texts.add(new Prefill.Text(read, request.from() - 1));
    }
    prefill.read(texts, chunk -> add(chunk, open, start));
  }

  private void add(Prefill.Chunk chunk, List<Open> open, long start) {
    int rows = chunk.counts().length;
    if (Arrays.stream(chunk.counts()).allMatch(count -> count == 0)) {
      return;
    }
    giveTargets(chunk, open);
    logProbabilities.reshape(rows, chunk.width());
    scores.run();
    float[] found = new float[chunk.width()];
    for (int i = 0; i < rows; i++) {
      Open row = open.get(i);
      logProbabilities.get(i * chunk.width(), found);
      for (int k = 0; k < chunk.counts()[i]; k++) {
        row.logLikelihood += found[k];
        batch.logits().get((i * chunk.width() + k) * ByteIds.COUNT, logits);
        int target = row.request.ids()[chunk.first()[i] + k + 1];
        row.greedy &= ByteChoice.mostProbable(logits) == target;
      }
      finishIfRead(i, row, start);
    }
  }

  private void giveTargets(Prefill.Chunk chunk, List<Open> open) {
    targets.reshape(chunk.counts().length, chunk.width());
    for (int i = 0; i < chunk.counts().length; i++) {
      int[] ids = open.get(i).request.ids();
      for (int k = 0; k < chunk.width(); k++) {
        long target = k < chunk.counts()[i] ? ids[chunk.first()[i] + k + 1] : 0;
        targets.longs().put(i * chunk.width() + k, target);
      }
    }
  }

  private void finishIfRead(int place, Open open, long start) {
    Row row = batch.row(place);
    int[] ids = open.request.ids();
    if (row.read() == ids.length - 1) {
      row.append(ids[ids.length - 1]);
      double seconds = (System.nanoTime() - start) / 1e9;
      sink.accept(
          new ScoredRow(open.request.index(), row, open.logLikelihood, open.greedy, seconds));
    }
  }

  @Override
  public void close() {
    targets.close();
    logProbabilities.close();
  }
}
