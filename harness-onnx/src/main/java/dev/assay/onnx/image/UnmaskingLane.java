package dev.assay.onnx.image;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One lane of a call of {@link Unmasker#unmask}: a batch whose finished rows make room. */
final class UnmaskingLane {
  private static final double NANOS = 1e9;

  private final Denoiser denoiser;
  private final List<TokenGrid> grids;
  private final int mask;
  private final TokenChoice choice;
  private final UnmaskingSampler sampler;
  private final int capacity;
  private final Source waiting;
  private final Consumer<List<Unmasked>> sink;
  private final List<Row> rows = new ArrayList<>();

  /** Where requests come from; shared by the lanes of a call. */
  interface Source {
    /** Takes at most so many; none once there are none left. */
    List<MaskedRequest> take(int most);
  }

  /** A request that is being answered. */
  private static final class Row {
    private final MaskedRequest request;
    private final TokenSequence sequence;
    private final Unmasking unmasking;
    private final long begun = System.nanoTime();
    private int passes;

    Row(MaskedRequest request, int mask, UnmaskingSampler sampler) {
      this.request = request;
      this.sequence = new TokenSequence(request.tokens(), mask);
      this.unmasking = sampler.start(sequence, request.random());
    }

    Denoiser.Row asked() {
      return new Denoiser.Row(sequence.ids(), unmasking.time(), request.condition());
    }

    Unmasked finished() {
      double seconds = (System.nanoTime() - begun) / NANOS;
      return new Unmasked(request.index(), sequence, unmasking.steps(), passes, seconds);
    }
  }

  UnmaskingLane(
      Denoiser denoiser,
      List<TokenGrid> grids,
      int mask,
      TokenChoice choice,
      UnmaskingSampler sampler,
      int capacity,
      Source waiting,
      Consumer<List<Unmasked>> sink) {
    this.denoiser = denoiser;
    this.grids = grids;
    this.mask = mask;
    this.choice = choice;
    this.sampler = sampler;
    this.capacity = capacity;
    this.waiting = waiting;
    this.sink = sink;
  }

  void run() {
    while (!Thread.currentThread().isInterrupted() && fill()) {
      Denoiser.Logits logits = denoiser.predict(rows.stream().map(Row::asked).toList());
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        row.passes++;
        row.unmasking.reveal(new RowPredictions(logits, i));
      }
      List<Unmasked> finished = new ArrayList<>();
      rows.removeIf(row -> leaves(row, finished));
      hand(finished);
    }
  }

  /** Fills free rows with requests that need the model; false if there is nothing left to do. */
  private boolean fill() {
    List<Unmasked> finished = new ArrayList<>();
    List<MaskedRequest> taken = waiting.take(capacity - rows.size());
    while (!taken.isEmpty()) {
      for (MaskedRequest request : taken) {
        Row row = new Row(request, mask, sampler);
        if (!leaves(row, finished)) {
          rows.add(row);
        }
      }
      taken = waiting.take(capacity - rows.size());
    }
    hand(finished);
    return !rows.isEmpty();
  }

  /** Moves a row to the next step that needs the model, or to those that are finished. */
  private static boolean leaves(Row row, List<Unmasked> finished) {
    boolean leaves = !row.unmasking.next();
    if (leaves) {
      finished.add(row.finished());
    }
    return leaves;
  }

  private void hand(List<Unmasked> finished) {
    if (!finished.isEmpty()) {
      sink.accept(finished);
    }
  }

  /** What the batch's logits say about one row, within the grid that a position belongs to. */
  private final class RowPredictions implements Predictions {
    private final Denoiser.Logits logits;
    private final int row;
    private TokenGrid grid = grids.get(0);
    private float[] numbers = new float[grid.tokens()];

    RowPredictions(Denoiser.Logits logits, int row) {
      this.logits = logits;
      this.row = row;
    }

    private float[] read(int position) {
      if (position < grid.offset() || position >= grid.end()) {
        grid = grids.stream().filter(g -> position < g.end()).findFirst().orElseThrow();
        numbers = new float[grid.tokens()];
      }
      logits.get(row, position, grid.firstToken(), numbers);
      return numbers;
    }

    @Override
    public TokenChoice.Drawn draw(int position, double uniform) {
      TokenChoice.Drawn drawn = choice.draw(read(position), uniform);
      return new TokenChoice.Drawn(grid.firstToken() + drawn.token(), drawn.logProbability());
    }

    @Override
    public int likeliest(int position) {
      int likeliest = TokenChoice.likeliest(read(position));
      return grid.firstToken() + likeliest;
    }
  }
}
