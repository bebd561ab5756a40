package dev.assay.interpolants;

import dev.assay.onnx.image.CounterRandom;
import dev.assay.onnx.image.CounterRandom.Use;
import dev.assay.onnx.image.Predictions;
import dev.assay.onnx.image.TokenSequence;
import dev.assay.onnx.image.Unmasking;
import dev.assay.onnx.image.UnmaskingSampler;

/**
 * The simple sampler of arXiv 2412.06787: time goes from 0 to 1 in steps of h = 1/N, and in each a
 * masked token changes by δ(x) + h·u with u = κ′/(1 − κ)·(p − δ(x)). That is: with probability
 * h·κ′/(1 − κ) it is drawn from the prediction p, else it stays masked. The last step reveals what
 * is left, so no mask remains at any number of steps.
 *
 * <p>Which tokens change in a step does not depend on the predictions, so the model is asked only
 * where some do. The results are those of asking in every step.
 *
 * @param steps N
 * @param scheduler κ
 * @param trained the scheduler that the model was trained with. A model that is told the time is
 *     told the one at which training showed it as many tokens: time itself where both are the same
 * @param remasking whether tokens are masked again
 * @param maxLast whether tokens that are left in the last step become the most probable one rather
 *     than a drawn one
 */
record FlowSampler(
    int steps, Scheduler scheduler, Scheduler trained, Remasking remasking, boolean maxLast)
    implements UnmaskingSampler {
  static final String NAME = "flow";

  /** Where time begins: some schedulers have no finite slope at 0. */
  private static final double BEGIN = 1e-4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "flow, %d steps, %s scheduler%s%s"
        .formatted(
            steps,
            scheduler instanceof Scheduler.Cubic c
                ? "cubic (a=%s, b=%s)".formatted(c.a(), c.b())
                : scheduler.word(),
            remasking == Remasking.NONE ? "" : ", %s remasking".formatted(remasking.word()),
            maxLast ? ", the last step takes the likeliest" : "");
  }

  /** Time at which a step begins. */
  double time(int step) {
    return Math.max(BEGIN, (double) step / steps);
  }

  /** The time that the model is told. */
  double told(int step) {
    double t = time(step);
    return trained.equals(scheduler) ? t : trained.time(scheduler.kappa(t));
  }

  /** Probability with which a masked token is revealed in a step. */
  double revealed(int step) {
    double t = time(step);
    double left = 1 - scheduler.kappa(t);
    double probability = scheduler.derivative(t) / (left * steps);
    return left <= 0 ? 1 : Math.max(0, Math.min(1, probability));
  }

  /** Probability with which a revealed token is masked again after a step. */
  double remasked(int step) {
    boolean last = step == steps - 1;
    return last ? 0 : remasking.probability(time(step), 1.0 / steps);
  }

  @Override
  public Unmasking start(TokenSequence sequence, CounterRandom random) {
    return new Progress(sequence, random);
  }

  private final class Progress implements Unmasking {
    private final TokenSequence sequence;
    private final CounterRandom random;
    private final int[] open;
    private final int[] changing;
    private final int[] remasking;
    private int step = -1;
    private int changes;
    private int remasks;

    Progress(TokenSequence sequence, CounterRandom random) {
      this.sequence = sequence;
      this.random = random;
      this.open = sequence.open();
      this.changing = new int[open.length];
      this.remasking = new int[open.length];
    }

    @Override
    public int steps() {
      return steps;
    }

    @Override
    public double time() {
      return told(step);
    }

    private boolean last() {
      return step == steps - 1;
    }

    @Override
    public boolean next() {
      for (step++; step < steps; step++) {
        choose();
        if (changes > 0) {
          return true;
        }
        mask();
      }
      return false;
    }

    /** Chooses the positions that this step reveals, and those that it masks. */
    private void choose() {
      changes = 0;
      remasks = 0;
      double revealed = last() ? 1 : revealed(step);
      double remasked = remasked(step);
      for (int position : open) {
        if (sequence.isMasked(position)) {
          if (revealed == 1 || random.uniform(step, position, Use.REVEAL) < revealed) {
            changing[changes++] = position;
          }
        } else if (remasked > 0 && random.uniform(step, position, Use.REMASK) < remasked) {
          remasking[remasks++] = position;
        }
      }
    }

    @Override
    public void reveal(Predictions predictions) {
      double drawn = maxLast && last() ? revealed(step) : 1;
      for (int i = 0; i < changes; i++) {
        int position = changing[i];
        boolean likeliest = drawn < 1 && random.uniform(step, position, Use.REVEAL) >= drawn;
        int token =
            likeliest
                ? predictions.likeliest(position)
                : predictions.draw(position, random.uniform(step, position, Use.TOKEN)).token();
        sequence.reveal(step, position, token);
      }
      mask();
    }

    private void mask() {
      for (int i = 0; i < remasks; i++) {
        sequence.mask(step, remasking[i]);
      }
    }
  }
}
