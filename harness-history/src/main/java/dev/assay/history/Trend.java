package dev.assay.history;

import dev.assay.benchmark.Metric.Direction;
import java.util.List;
import java.util.Optional;

/**
 * A series and where it changed.
 *
 * @param series the series
 * @param changes its change points, in its order
 */
public record Trend(Series series, List<ChangePoint> changes) {
  public Trend {
    changes = List.copyOf(changes);
  }

  /** Looks for changes as {@link ChangePoints#DEFAULT} does. */
  public static Trend of(Series series) {
    return new Trend(series, ChangePoints.DEFAULT.of(series.values()));
  }

  /** The change that a point begins. */
  public Optional<ChangePoint> changeAt(int index) {
    return changes.stream().filter(change -> change.index() == index).findFirst();
  }

  /** What a change means: {@code better}, {@code worse}, or {@code other spread} of a like mean. */
  public String meaning(ChangePoint change) {
    double risen = change.after() - change.before();
    if (Math.abs(risen) <= 1e-12 * Math.max(1, Math.abs(change.before()))) {
      return "other spread";
    }
    return risen > 0 == (series.direction() == Direction.HIGHER) ? "better" : "worse";
  }
}
