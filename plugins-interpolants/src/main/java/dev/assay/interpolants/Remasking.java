package dev.assay.interpolants;

import java.util.Locale;

/**
 * Whether the flow sampler masks tokens again after each step but the last, so that early mistakes
 * can be mended: what CompVis/discrete-interpolants calls annealed noise. Tokens revealed in the
 * step itself stay.
 */
enum Remasking {
  /** Never. */
  NONE {
    @Override
    double probability(double t, double h) {
      return 0;
    }
  },
  /** With probability 1 − t − h: less and less. */
  LINEAR {
    @Override
    double probability(double t, double h) {
      return 1 - t - h;
    }
  },
  /** As linear, but only until time 0.6. */
  WARM_UP {
    @Override
    double probability(double t, double h) {
      return t < WARM_UP_END ? 1 - t - h : 0;
    }
  },
  /** With probability 4h, at a constant rate (Campbell et al., arXiv 2402.04997). */
  CAMPBELL {
    @Override
    double probability(double t, double h) {
      return CAMPBELL_RATE * h;
    }
  };

  private static final double WARM_UP_END = 0.6;
  private static final double CAMPBELL_RATE = 4;

  /**
   * The probability with which a revealed token is masked after a step.
   *
   * @param t time at which the step begins
   * @param h its length
   */
  abstract double probability(double t, double h);

  /** The word users write. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Remasking of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
