package dev.assay.onnx.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * MaskGIT (arXiv 2202.04200) as CompVis/discrete-interpolants samples with it: each step draws a
 * token for every masked position and keeps those drawn with the highest log-probability, to which
 * Gumbel noise is added that fades out from the first step to the last; or it keeps random ones.
 *
 * @param steps most steps; a sequence with fewer masked tokens has fewer
 * @param schedule how many tokens each step reveals
 * @param order which positions come first
 * @param gumbel scale of the noise in the first step; 0 for none
 * @param timeOf the time at which the model expects a given share of the tokens to be revealed
 */
public record MaskgitSampler(
    int steps, RevealSchedule schedule, Order order, double gumbel, TimeOfShare timeOf)
    implements UnmaskingSampler {
  /** The sampler's name. */
  public static final String NAME = "maskgit";

  /** The noise that the publication's class-conditional models were sampled with. */
  private static final double PUBLISHED_GUMBEL = 4.5;

  /** Which positions come first. */
  public enum Order {
    /** Those whose token is likeliest. */
    CONFIDENCE,
    /** Random ones. */
    RANDOM
  }

  /** The time that belongs to a share of revealed tokens; both from 0 to 1. */
  public record TimeOfShare(String name, DoubleUnaryOperator time) {
    /** Time and share are the same. */
    public static final TimeOfShare LINEAR = new TimeOfShare("linear", share -> share);

    @Override
    public String toString() {
      return name;
    }
  }

  /** The options that set it, each with a sentence that explains it. */
  public static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "schedule",
        "maskgit: how many tokens each step reveals: few at first and more later, most steeply with root, then linear, cosine, square, arccos; one of "
            + words(RevealSchedule.values())
            + " (default: model.json, else cosine)");
    options.put(
        "order",
        "maskgit: confidence reveals first what the model is surest of, random any position (default: confidence)");
    options.put(
        "gumbel",
        "maskgit: noise on the confidence, which fades out over the steps; more gives more variety (default: model.json, else 4.5)");
    return options;
  }

  /** The names of the options that only this sampler understands. */
  public static List<String> optionNames() {
    return List.copyOf(options().keySet());
  }

  private static List<String> words(Enum<?>[] values) {
    return Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Reads the options. */
  public static MaskgitSampler read(SamplingOptions options, int steps, TimeOfShare timeOf) {
    String schedule = options.choice("schedule", "cosine", words(RevealSchedule.values()));
    String order = options.choice("order", "confidence", words(Order.values()));
    Order first = Order.valueOf(order.toUpperCase(Locale.ROOT));
    if (first == Order.RANDOM) {
      options.refuse(List.of("gumbel"), "with order=random nothing depends on confidence");
    }
    return new MaskgitSampler(
        steps,
        RevealSchedule.valueOf(schedule.toUpperCase(Locale.ROOT)),
        first,
        first == Order.RANDOM ? 0 : options.number("gumbel", PUBLISHED_GUMBEL, 0, 1e6),
        timeOf);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "maskgit, %d steps, %s schedule, %s"
        .formatted(
            steps,
            schedule.name().toLowerCase(Locale.ROOT),
            order == Order.RANDOM ? "random order" : "by confidence, Gumbel noise " + gumbel);
  }

  @Override
  public Unmasking start(TokenSequence sequence, CounterRandom random) {
    return new Progress(sequence, random, schedule.counts(steps, sequence.open().length));
  }

  /** A position and the token drawn for it. */
  private record Candidate(int position, int token, double rank) {}

  private final class Progress implements Unmasking {
    private final TokenSequence sequence;
    private final CounterRandom random;
    private final int[] counts;
    private final int[] positions;
    private int step = -1;
    private int revealed;

    Progress(TokenSequence sequence, CounterRandom random, int[] counts) {
      this.sequence = sequence;
      this.random = random;
      this.counts = counts;
      this.positions = sequence.open();
    }

    @Override
    public int steps() {
      return counts.length;
    }

    @Override
    public boolean next() {
      step++;
      return step < counts.length;
    }

    @Override
    public double time() {
      return timeOf.time().applyAsDouble((double) revealed / positions.length);
    }

    @Override
    public void reveal(Predictions predictions) {
      Candidate[] candidates =
          Arrays.stream(positions)
              .filter(sequence::isMasked)
              .mapToObj(position -> candidate(predictions, position))
              .toArray(Candidate[]::new);
      Arrays.sort(candidates, Comparator.comparingDouble(c -> -c.rank())); // stable: lower first
      for (int i = 0; i < counts[step]; i++) {
        sequence.reveal(step, candidates[i].position(), candidates[i].token());
      }
      revealed += counts[step];
    }

    private Candidate candidate(Predictions predictions, int position) {
      TokenChoice.Drawn drawn =
          predictions.draw(position, random.uniform(step, position, CounterRandom.Use.TOKEN));
      return new Candidate(position, drawn.token(), rank(position, drawn.logProbability()));
    }

    private double rank(int position, double logProbability) {
      if (order == Order.RANDOM) {
        return random.uniform(step, position, CounterRandom.Use.ORDER);
      }
      double noise = counts.length == 1 ? 0 : gumbel * (1 - step / (counts.length - 1.0));
      return noise == 0
          ? logProbability
          : logProbability + noise * random.gumbel(step, position, CounterRandom.Use.ORDER);
    }
  }
}
