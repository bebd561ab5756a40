package dev.assay.cli;

import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The run at a glance: models down, benchmarks or their groups across. */
final class SummaryTable {
  private final RunResult run;

  SummaryTable(RunResult run) {
    this.run = run;
  }

  Table table() {
    List<String> columns = columns();
    List<String> header = new ArrayList<>(List.of("MODEL"));
    columns.forEach(c -> header.add(heading(c)));
    header.add("FAILED");
    List<List<String>> rows = new ArrayList<>();
    for (ModelEntry model : run.manifest().models()) {
      String name = model.card().name();
      List<String> row = new ArrayList<>(List.of(model.seesBenchmark() ? name + " °" : name));
      columns.forEach(c -> row.add(cell(name, c)));
      row.add(Quantity.count(failures(name)));
      rows.add(row);
    }
    return new Table(header, rows);
  }

  /** What the signs in the table mean, as far as they occur. */
  String legend() {
    List<String> signs = new ArrayList<>(List.of("± half of the 95 % interval"));
    if (run.summary().metrics().stream().anyMatch(MetricResult::best)) {
      signs.add("* best");
    }
    if (run.summary().metrics().stream().anyMatch(m -> !m.tiedWith().isEmpty())) {
      signs.add("= not to be told from the best");
    }
    if (run.manifest().models().stream().anyMatch(ModelEntry::seesBenchmark)) {
      signs.add("° looks at the benchmark, so does not compete");
    }
    return String.join("; ", signs);
  }

  /** A group where it has an average, else each of its benchmarks. */
  private List<String> columns() {
    Set<String> averaged = new HashSet<>();
    run.summary().metrics().forEach(m -> averaged.add(m.benchmark()));
    Set<String> columns = new LinkedHashSet<>();
    for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
      String group = benchmark.card().group();
      columns.add(averaged.contains(group) ? group : benchmark.card().name());
    }
    return List.copyOf(columns);
  }

  private Optional<MetricResult> main(String model, String column) {
    return run.summary().metrics().stream()
        .filter(m -> m.model().equals(model) && m.benchmark().equals(column))
        .findFirst();
  }

  private String heading(String column) {
    return run.summary().metrics().stream()
        .filter(m -> m.benchmark().equals(column))
        .findFirst()
        .map(m -> column + " " + m.metric() + (m.unit().isEmpty() ? "" : " " + m.unit()))
        .orElse(column);
  }

  private String cell(String model, String column) {
    return main(model, column)
        .filter(m -> m.scored() > 0)
        .map(m -> number(m) + mark(m, column))
        .orElse("–");
  }

  private static String number(MetricResult m) {
    double scale = m.unit().equals("%") ? 100 : 1;
    String value = String.format(Locale.ROOT, "%.1f", scale * m.value());
    double half = scale * (m.high() - m.low()) / 2;
    return Double.isNaN(half) ? value : value + String.format(Locale.ROOT, " ± %.1f", half);
  }

  private String mark(MetricResult result, String column) {
    if (result.best()) {
      return " *";
    }
    boolean tied =
        run.summary().metrics().stream()
            .filter(m -> m.benchmark().equals(column) && m.metric().equals(result.metric()))
            .anyMatch(m -> m.best() && m.tiedWith().contains(result.model()));
    return tied ? " =" : "  ";
  }

  private long failures(String model) {
    return run.examples().stream()
        .filter(e -> e.model().equals(model) && e.failure().isPresent())
        .count();
  }
}
