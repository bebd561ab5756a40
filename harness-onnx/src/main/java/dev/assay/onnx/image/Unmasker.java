package dev.assay.onnx.image;

import dev.assay.onnx.Lanes;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Unmasks many sequences at once, in lanes: each is a thread with a batch and a denoiser of its
 * own. A sequence takes part in a forward pass only when it needs one, whatever its neighbours do;
 * a finished one makes room for the next.
 */
public final class Unmasker implements AutoCloseable {
  private final List<? extends Denoiser> denoisers;
  private final List<TokenGrid> grids;
  private final int mask;
  private final TokenChoice choice;
  private final UnmaskingSampler sampler;
  private final int batchSize;

  /**
   * An unmasker.
   *
   * @param denoisers one for each lane; closed with this
   * @param grids the parts of a sequence
   * @param mask id of [MASK]
   * @param choice how a token is drawn
   * @param sampler what is revealed when
   * @param batchSize most sequences side by side, in all lanes together
   */
  public Unmasker(
      List<? extends Denoiser> denoisers,
      List<TokenGrid> grids,
      int mask,
      TokenChoice choice,
      UnmaskingSampler sampler,
      int batchSize) {
    this.denoisers = List.copyOf(denoisers);
    this.grids = List.copyOf(grids);
    this.mask = mask;
    this.choice = choice;
    this.sampler = sampler;
    this.batchSize = batchSize;
  }

  /** Requests that no lane has taken yet. */
  private static final class Waiting implements UnmaskingLane.Source {
    private final Queue<MaskedRequest> requests;

    Waiting(List<MaskedRequest> requests) {
      this.requests = new ArrayDeque<>(requests);
    }

    @Override
    public synchronized List<MaskedRequest> take(int most) {
      return Stream.generate(requests::poll).limit(Math.min(most, requests.size())).toList();
    }
  }

  /**
   * Unmasks.
   *
   * @param sink takes sequences as they are finished, those that finish together in one list;
   *     called from several threads at once if there are several lanes
   */
  public void unmask(List<MaskedRequest> requests, Consumer<List<Unmasked>> sink) {
    if (requests.isEmpty()) {
      return;
    }
    int lanes = Math.min(denoisers.size(), requests.size());
    int rows = Math.min((batchSize + lanes - 1) / lanes, (requests.size() + lanes - 1) / lanes);
    Waiting waiting = new Waiting(requests);
    Lanes.run(
        lanes,
        lane ->
            new UnmaskingLane(
                    denoisers.get(lane), grids, mask, choice, sampler, rows, waiting, sink)
                .run());
  }

  @Override
  public void close() {
    denoisers.forEach(Denoiser::close);
  }
}
