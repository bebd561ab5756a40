package dev.assay.reports;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.compare.MetricComparison;
import dev.assay.compare.ModelPair;
import dev.assay.compare.RunComparison;
import dev.assay.compare.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the comparison of two runs says.
 *
 * @param id of its page
 * @param a the run that is measured against
 * @param b the run that is judged
 * @param sentence how the verdicts fell
 * @param severalModels whether rows must say which model they are about
 * @param weights for how many models weights and options are the same
 * @param obstacles what voids the comparison or a part of it
 * @param notes what else differs
 * @param groups the numbers, by group of benchmarks
 * @param tasks the numbers by the slug of their benchmark
 */
record PairView(
    String id,
    Run a,
    Run b,
    String sentence,
    boolean severalModels,
    String weights,
    List<String> obstacles,
    List<String> notes,
    List<Group> groups,
    Map<String, List<DifferenceRow>> tasks) {
  /** So many rows fit on a screen. */
  private static final int SCREEN = 18;

  /** Letter and name of a run. */
  record Run(String label, String name) {}

  /**
   * Benchmarks that belong together.
   *
   * @param metric the metric that all rows share; empty where they do not
   * @param ticks the axis that all rows share; none where they do not
   * @param verdicts how many main metrics have which verdict
   * @param rows those of them to be seen at once
   * @param rest those of them that are folded, since they are too many for a screen
   * @param further the other metrics, folded too
   * @param worst place in the order that begins with the worst
   */
  record Group(
      String name,
      String metric,
      List<WhiskerChart.Place> ticks,
      List<Count> verdicts,
      List<DifferenceRow> rows,
      List<DifferenceRow> rest,
      List<DifferenceRow> further,
      int worst) {}

  /** A verdict and how many numbers have it. */
  record Count(String verdict, String sign, String words, String count) {}

  private record Scale(String metric, String unit) {
    static Scale of(MetricComparison metric) {
      return new Scale(metric.metric(), metric.unit());
    }
  }

  /**
   * A comparison's view.
   *
   * @param joined all runs
   */
  static PairView of(
      String id,
      LabelledRun a,
      LabelledRun b,
      RunComparison comparison,
      RunIndex joined,
      Slugs slugs) {
    return new Maker(a, b, comparison, joined, slugs).make(id);
  }

  private static boolean isTold(MetricComparison metric) {
    return metric.verdict() == Verdict.BETTER || metric.verdict() == Verdict.WORSE;
  }

  /** Gathers what the rows need. */
  private static final class Maker {
    private final LabelledRun a;
    private final LabelledRun b;
    private final RunComparison comparison;
    private final RunIndex joined;
    private final Slugs slugs;
    private final List<String> models;
    private final boolean severalModels;
    private final Map<Scale, DifferenceAxis> axes = new HashMap<>();
    private final Map<MetricComparison, Integer> worst = new HashMap<>();

    Maker(LabelledRun a, LabelledRun b, RunComparison comparison, RunIndex joined, Slugs slugs) {
      this.a = a;
      this.b = b;
      this.comparison = comparison;
      this.joined = joined;
      this.slugs = slugs;
      this.models = joined.models().stream().map(m -> m.card().name()).toList();
      this.severalModels =
          comparison.metrics().stream().map(MetricComparison::modelA).distinct().count() > 1;
      comparison.metrics().stream()
          .collect(Collectors.groupingBy(Scale::of))
          .forEach((scale, all) -> axes.put(scale, DifferenceAxis.around(all, scale.unit())));
      comparison.metrics().stream()
          .sorted(Comparator.comparingInt(this::rank).thenComparingDouble(this::goodness))
          .forEach(m -> worst.put(m, worst.size()));
    }

    PairView make(String id) {
      Map<MetricComparison, DifferenceRow> rows = new LinkedHashMap<>();
      for (MetricComparison metric : comparison.metrics()) {
        rows.put(metric, row(metric, rows.size()));
      }
      return new PairView(
          id,
          new Run(a.label(), a.name()),
          new Run(b.label(), b.name()),
          sentence(),
          severalModels,
          weights(),
          comparison.obstacles(),
          comparison.notes(),
          groups(rows),
          rows.values().stream()
              .collect(
                  Collectors.groupingBy(
                      DifferenceRow::slug, LinkedHashMap::new, Collectors.toList())));
    }

    private int rank(MetricComparison metric) {
      return switch (metric.verdict()) {
        case WORSE -> 0;
        case NO_DIFFERENCE_TOLD, TOO_FEW_EXAMPLES -> 1;
        case BETTER -> 2;
        case NOT_COMPARED -> 3;
      };
    }

    /** What was gained, as a share of the largest difference of that metric. */
    private double goodness(MetricComparison metric) {
      double share = metric.difference() / axis(metric).reach();
      return Double.isNaN(share) ? 0 : share * (metric.direction() == Direction.HIGHER ? 1 : -1);
    }

    private DifferenceAxis axis(MetricComparison metric) {
      return Objects.requireNonNull(axes.get(Scale.of(metric)));
    }

    private boolean isMain(MetricComparison metric) {
      return joined.main(metric.benchmark()).stream()
          .limit(1)
          .anyMatch(main -> main.metric().equals(metric.metric()));
    }

    private DifferenceRow row(MetricComparison metric, int order) {
      String slug = slugs.of(metric.benchmark());
      String model = severalModels ? metric.modelA() : "";
      DifferenceRow.Place place =
          new DifferenceRow.Place(
              joined.title(metric.benchmark()),
              slug,
              model,
              order,
              Objects.requireNonNull(worst.get(metric)));
      return DifferenceRow.of(
          metric, place, axis(metric), isMain(metric) ? flips(metric, slug) : FlipLinks.NONE);
    }

    private FlipLinks flips(MetricComparison metric, String slug) {
      FlipLinks.Runs runs = new FlipLinks.Runs(a.label(), b.label(), placesOfBoth());
      List<Integer> pair =
          List.of(
              models.indexOf(a.nameOf(metric.modelA())), models.indexOf(b.nameOf(metric.modelB())));
      return FlipLinks.of(metric, comparison, slug, runs, pair);
    }

    private List<Integer> placesOfBoth() {
      List<Integer> places = new ArrayList<>();
      for (LabelledRun run : List.of(a, b)) {
        run.manifest()
            .models()
            .forEach(m -> places.add(models.indexOf(run.nameOf(m.card().name()))));
      }
      return places;
    }

    private List<Group> groups(Map<MetricComparison, DifferenceRow> rows) {
      Map<String, List<MetricComparison>> byGroup =
          comparison.metrics().stream()
              .collect(
                  Collectors.groupingBy(
                      m -> joined.card(m.benchmark()).orElseThrow().group(),
                      LinkedHashMap::new,
                      Collectors.toList()));
      boolean few = comparison.metrics().stream().filter(this::isMain).count() <= SCREEN;
      List<Group> groups = new ArrayList<>();
      byGroup.forEach((name, members) -> groups.add(group(name, members, rows, few)));
      return groups;
    }

    private Group group(
        String name,
        List<MetricComparison> members,
        Map<MetricComparison, DifferenceRow> rows,
        boolean few) {
      List<MetricComparison> main = members.stream().filter(this::isMain).toList();
      List<MetricComparison> further = members.stream().filter(m -> !isMain(m)).toList();
      List<MetricComparison> shown = few ? main : main.stream().filter(PairView::isTold).toList();
      List<MetricComparison> open = few || shown.size() <= SCREEN ? shown : List.of();
      List<MetricComparison> rest = main.stream().filter(m -> !open.contains(m)).toList();
      Function<MetricComparison, DifferenceRow> row = m -> Objects.requireNonNull(rows.get(m));
      boolean alike = main.stream().map(Scale::of).distinct().count() == 1;
      return new Group(
          name,
          alike ? row.apply(main.get(0)).metric() : "",
          alike && main.stream().anyMatch(m -> m.test().isPresent())
              ? axis(main.get(0)).ticks()
              : List.of(),
          counts(main),
          open.stream().map(row).toList(),
          rest.stream().map(row).toList(),
          further.stream().map(row).toList(),
          members.stream().map(row).mapToInt(DifferenceRow::worst).min().orElse(0));
    }

    private static List<Count> counts(List<MetricComparison> metrics) {
      return Arrays.stream(Verdict.values())
          .map(
              verdict ->
                  new Count(
                      verdict.words().replace(' ', '-'),
                      DifferenceRow.sign(verdict),
                      verdict.words(),
                      Figures.count(number(metrics, verdict))))
          .filter(count -> !count.count().equals("0"))
          .toList();
    }

    private static long number(List<MetricComparison> metrics, Verdict verdict) {
      return metrics.stream().filter(m -> m.verdict() == verdict).count();
    }

    private String weights() {
      List<ModelPair> pairs = ModelPair.find(a.manifest(), b.manifest());
      long same =
          pairs.stream().filter(p -> p.a().fingerprint().equals(p.b().fingerprint())).count();
      return "Weights and options are the same for %s of %s."
          .formatted(Figures.count(same), Figures.count(pairs.size(), "model"));
    }

    private String sentence() {
      List<MetricComparison> all = comparison.metrics();
      long unsaid = number(all, Verdict.NO_DIFFERENCE_TOLD) + number(all, Verdict.TOO_FEW_EXAMPLES);
      long not = number(all, Verdict.NOT_COMPARED);
      if (not == all.size()) {
        return "No number of these two runs can be compared.";
      }
      return "Of %s, %s is better in %s and worse in %s by more than chance; in %s no difference is told%s."
          .formatted(
              Figures.count(all.size(), "number"),
              b.label(),
              Figures.count(number(all, Verdict.BETTER)),
              Figures.count(number(all, Verdict.WORSE)),
              Figures.count(unsaid),
              not == 0 ? "" : ", and %s cannot be compared".formatted(Figures.count(not)));
    }
  }
}
