package dev.assay.interpolants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerTest {
  static List<Scheduler> all() {
    return Scheduler.words().stream().map(word -> Scheduler.of(word, 2, 0.5)).toList();
  }

  /**
   * κ and κ′ at times 0.1, 0.35 and 0.8 in double precision, from the classes that {@code
   * get_scheduler} of dynamics/dynamic_di.py in CompVis/discrete-interpolants returns.
   */
  @ParameterizedTest
  @CsvSource({
    "linear,0.1,0.35,0.8,1,1,1",
    "cubic,0.1855,0.5376875,0.896,1.715,1.13375,0.56",
    "cosine,0.012311659,0.147359836,0.690983006,0.245726683,0.820738826,1.493916082",
    "sine,0.156434465,0.522498565,0.951056516,1.551457217,1.339324038,0.485402760",
    "quadratic,0.01,0.1225,0.64,0.2,0.7,1.6",
    "root,0.316227766,0.591607978,0.894427191,1.581138830,0.845154255,0.559016994",
    "arc-cosine,0.063768561,0.227636835,0.590334471,0.639826622,0.679604605,1.061031480",
    "arc-sine,0.063768561,0.227636835,0.590334471,0.639826622,0.679604605,1.061031480"
  })
  void theFormulasAreThePublishedOnes(
      String word, double k1, double k2, double k3, double d1, double d2, double d3) {
    Scheduler scheduler = Scheduler.of(word, 2, 0.5);
    double[] times = {0.1, 0.35, 0.8};
    double[] kappas = {k1, k2, k3};
    double[] derivatives = {d1, d2, d3};
    for (int i = 0; i < times.length; i++) {
      assertThat(scheduler.kappa(times[i])).isCloseTo(kappas[i], within(1e-9));
      assertThat(scheduler.derivative(times[i])).isCloseTo(derivatives[i], within(1e-9));
    }
  }

  @Test
  void theCubicPresetHasItsOwnSlopes() {
    Scheduler preset = new Scheduler.Cubic(0, 1);
    assertThat(preset.kappa(0.35)).isCloseTo(0.202125, within(1e-9));
    assertThat(preset.derivative(0.35)).isCloseTo(1.0325, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySchedulerGoesFromAllMaskedToData(Scheduler scheduler) {
    assertThat(scheduler.kappa(0)).isCloseTo(0, within(1e-12));
    assertThat(scheduler.kappa(1)).isCloseTo(1, within(1e-12));
    for (int i = 0; i < 100; i++) {
      assertThat(scheduler.kappa((i + 1) / 100.0)).isGreaterThan(scheduler.kappa(i / 100.0));
    }
  }

  @Property
  void theDerivativeIsTheSlope(@ForAll @DoubleRange(min = 0.01, max = 0.99) double t) {
    double h = 1e-6;
    for (Scheduler scheduler : all()) {
      double slope = (scheduler.kappa(t + h) - scheduler.kappa(t - h)) / (2 * h);
      // the arcs' derivatives are kept finite at time 1 and so are a little too small near it
      assertThat(scheduler.derivative(t)).isCloseTo(slope, within(2e-4));
    }
  }

  @Property
  void theTimeOfAShareIsTheInverse(@ForAll @DoubleRange(min = 0, max = 1) double share) {
    for (Scheduler scheduler : all()) {
      assertThat(scheduler.kappa(scheduler.time(share))).isCloseTo(share, within(1e-7));
    }
  }
}
