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

/** The run at a glance: models down and benchmarks or their groups across, or turned where many. */
final class SummaryTable {
  /** Most benchmarks that stand side by side; more of them stand below each other. */
  private static final int MOST_ACROSS = 5;

  private final RunResult run;

  SummaryTable(RunResult run) {
    this.run = run;
  }

  Table table() {
    List<String> columns = columns();
    return columns.size() <= MOST_ACROSS ? modelsDown(columns) : benchmarksDown(columns);
  }

  private Table modelsDown(List<String> columns) {
    List<String> header = new ArrayList<>(List.of("MODEL"));
    columns.forEach(c -> header.add(heading(c)));
    header.add("FAILED");
    List<List<String>> rows = new ArrayList<>();
    for (ModelEntry model : run.manifest().models()) {
      String name = model.card().name();
      List<String> row = new ArrayList<>(List.of(name(model)));
      columns.forEach(c -> row.add(cell(name, c)));
      row.add(Quantity.count(failures(name)));
      rows.add(row);
    }
    return new Table(header, rows);
  }

  private Table benchmarksDown(List<String> columns) {
    List<ModelEntry> models = run.manifest().models();
    List<String> header = new ArrayList<>(List.of("BENCHMARK"));
    models.forEach(model -> header.add(name(model)));
    List<List<String>> rows = new ArrayList<>();
    for (String column : columns) {
      List<String> row = new ArrayList<>(List.of(heading(column)));
      models.forEach(model -> row.add(cell(model.card().name(), column)));
      rows.add(row);
    }
    List<String> failed = new ArrayList<>(List.of("FAILED"));
    models.forEach(model -> failed.add(Quantity.count(failures(model.card().name()))));
    rows.add(failed);
    return new Table(header, rows);
  }

  private static String name(ModelEntry model) {
    return model.card().name() + (model.seesBenchmark() ? " °" : "");
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
        .filter(m -> m.scored() > 0 && !Double.isNaN(m.value()))
        .map(m -> number(m) + mark(m, column))
        .orElse("–");
  }

  private static String number(MetricResult m) {
    boolean share = m.unit().equals("%");
    double scale = share ? 100 : 1;
    int decimals = share || Math.abs(m.value()) >= 20 ? 1 : Math.abs(m.value()) >= 2 ? 2 : 3;
    String value = fixed(scale * m.value(), decimals);
    double half = scale * (m.high() - m.low()) / 2;
    return Double.isNaN(half) ? value : value + " ± " + fixed(half, decimals);
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
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
