package dev.assay.compare;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Resampling;
import dev.assay.benchmark.Score;
import dev.assay.statistics.DetectableDifference;
import dev.assay.statistics.ExchangeTest;
import dev.assay.statistics.Interval;
import dev.assay.statistics.ResampledEstimate;
import dev.assay.summary.PairedDifference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parts that two runs' numbers of a whole corpus are made of, on the same examples.
 *
 * @param corpus how the parts become the number
 * @param a the first run's scores
 * @param b the second run's, in the same order
 */
record CorpusValues(Aggregation.Corpus corpus, List<Score> a, List<Score> b)
    implements PairedNumbers {
  private static final ExchangeTest EXCHANGES = new ExchangeTest(4_999, 0);

  /** Whether its benchmark says how to tell its error; numbers without are too slow to resample. */
  static boolean isTestable(Aggregation.Corpus corpus) {
    return corpus.resampling() != Resampling.NONE;
  }

  @Override
  public int size() {
    return a.size();
  }

  @Override
  public double valueA() {
    return corpus.statistic().of(a);
  }

  @Override
  public double valueB() {
    return corpus.statistic().of(b);
  }

  @Override
  public long rises() {
    return 0;
  }

  @Override
  public long falls() {
    return 0;
  }

  @Override
  public Outcome outcome() {
    int[] unequal = IntStream.range(0, size()).filter(i -> !a.get(i).equals(b.get(i))).toArray();
    if (unequal.length == 0) {
      return new Outcome(new PairedTest("exchanges", 1, 1, Double.NaN), new Interval(0, 0));
    }
    double p = EXCHANGES.pValue(unequal.length, exchanged -> difference(unequal, exchanged));
    ResampledEstimate estimate = PairedDifference.estimate(corpus, b, a);
    double detectable = DetectableDifference.ofError(estimate.standardError());
    return new Outcome(new PairedTest("exchanges", p, p, detectable), estimate.interval());
  }

  private double difference(int[] unequal, BitSet exchanged) {
    List<Score> first = new ArrayList<>(a);
    List<Score> second = new ArrayList<>(b);
    exchanged.stream().map(i -> unequal[i]).forEach(i -> first.set(i, second.set(i, first.get(i))));
    return corpus.statistic().of(second) - corpus.statistic().of(first);
  }
}
