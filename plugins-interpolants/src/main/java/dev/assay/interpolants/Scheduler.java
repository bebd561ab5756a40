package dev.assay.interpolants;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an interpolant goes from all masked, at time 0, to data, at time 1: at time t a token is the
 * data's with probability κ(t), else masked. Formulas of arXiv 2412.06787 and
 * CompVis/discrete-interpolants.
 */
sealed interface Scheduler {
  /** As many as a double has bits. */
  int HALVINGS = 53;

  /** Probability that a token is unmasked. */
  double kappa(double t);

  /** dκ/dt. */
  double derivative(double t);

  /** The name users write. */
  String word();

  /** All names. */
  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Curve curve : Curve.values()) {
      words.add(curve.word());
    }
    words.add(Cubic.WORD);
    return words;
  }

  /**
   * The scheduler of a name.
   *
   * @param a for the cubic one: its slope at time 0
   * @param b for the cubic one: its slope at time 1
   */
  static Scheduler of(String word, double a, double b) {
    if (word.equals(Cubic.WORD)) {
      return new Cubic(a, b);
    }
    return Curve.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * The time at which a share of the tokens is unmasked, by bisection.
   *
   * @param share from 0 to 1
   */
  default double time(double share) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (kappa(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The schedulers without parameters. */
  enum Curve implements Scheduler {
    /** t. */
    LINEAR {
      @Override
      public double kappa(double t) {
        return t;
      }

      @Override
      public double derivative(double t) {
        return 1;
      }
    },
    /** 1 − cos(πt/2). */
    COSINE {
      @Override
      public double kappa(double t) {
        return 1 - Math.cos(QUARTER * t);
      }

      @Override
      public double derivative(double t) {
        return QUARTER * Math.sin(QUARTER * t);
      }
    },
    /** sin(πt/2). */
    SINE {
      @Override
      public double kappa(double t) {
        return Math.sin(QUARTER * t);
      }

      @Override
      public double derivative(double t) {
        return QUARTER * Math.cos(QUARTER * t);
      }
    },
    /** t². */
    QUADRATIC {
      @Override
      public double kappa(double t) {
        return t * t;
      }

      @Override
      public double derivative(double t) {
        return 2 * t;
      }
    },
    /** √t. */
    ROOT {
      @Override
      public double kappa(double t) {
        return Math.sqrt(t);
      }

      @Override
      public double derivative(double t) {
        return 0.5 / Math.sqrt(t);
      }
    },
    /** 1 − (2/π) arccos(t). */
    ARC_COSINE {
      @Override
      public double kappa(double t) {
        return 1 - Math.acos(t) / QUARTER;
      }

      @Override
      public double derivative(double t) {
        return arcDerivative(t);
      }
    },
    /** (2/π) arcsin(t): the same numbers as the arc-cosine, which is how both are published. */
    ARC_SINE {
      @Override
      public double kappa(double t) {
        return Math.asin(t) / QUARTER;
      }

      @Override
      public double derivative(double t) {
        return arcDerivative(t);
      }
    };

    private static final double QUARTER = Math.PI / 2;

    /** Keeps the arcs' derivatives finite at time 1. */
    private static final double FINITE = 1e-6;

    private static double arcDerivative(double t) {
      return 1 / (QUARTER * Math.sqrt(1 - t * t + FINITE));
    }

    @Override
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * −2t³ + 3t² + a(t³ − 2t² + t) + b(t³ − t²).
   *
   * @param a slope at time 0
   * @param b slope at time 1
   */
  record Cubic(double a, double b) implements Scheduler {
    static final String WORD = "cubic";
    static final double DEFAULT_A = 2;
    static final double DEFAULT_B = 0.5;

    @Override
    public double kappa(double t) {
      double square = t * t;
      double cube = square * t;
      return -2 * cube + 3 * square + a * (cube - 2 * square + t) + b * (cube - square);
    }

    @Override
    public double derivative(double t) {
      double square = t * t;
      return -6 * square + 6 * t + a * (3 * square - 4 * t + 1) + b * (3 * square - 2 * t);
    }

    @Override
    public String word() {
      return WORD;
    }
  }
}
