package dev.assay.reports;

import dev.assay.model.SweepPoint;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The curves of a run: models that differ in nothing but the values of some options. */
final class Sweeps {
  private final RunIndex run;
  private final List<ModelView> models;

  Sweeps(RunIndex run, List<ModelView> models) {
    this.run = run;
    this.models = models;
  }

  /**
   * Models that differ in one option.
   *
   * @param label the name that they share, with the values of other options that were swept
   * @param points at least two, from the smallest value to the largest where they are numbers
   */
  record Curve(String label, List<Point> points) {}

  /** A model and its value of the option. */
  record Point(String value, ModelView model) {}

  private record Key(String of, Map<String, String> others) {
    String label() {
      return others.isEmpty() ? of : of + " " + settings(others);
    }
  }

  /** Options and their values in a few words, for example {@code steps=8}. */
  static String settings(Map<String, String> options) {
    return options.entrySet().stream()
        .map(o -> o.getKey() + "=" + o.getValue())
        .collect(Collectors.joining(" "));
  }

  /** The options that differ, by name. */
  List<String> options() {
    TreeSet<String> options = new TreeSet<>();
    run.models().forEach(m -> m.sweep().ifPresent(s -> options.addAll(s.at().keySet())));
    return List.copyOf(options);
  }

  /** The curves over an option, in the order of the run. */
  List<Curve> curves(String option) {
    Map<Key, List<Point>> curves = new LinkedHashMap<>();
    for (int i = 0; i < models.size(); i++) {
      ModelEntry entry = run.models().get(i);
      if (entry.sweep().isPresent() && entry.sweep().get().at().containsKey(option)) {
        SweepPoint point = entry.sweep().get();
        Map<String, String> others = new TreeMap<>(point.at());
        String value = others.remove(option);
        curves
            .computeIfAbsent(new Key(point.of(), others), k -> new ArrayList<>())
            .add(new Point(value, models.get(i)));
      }
    }
    return curves.entrySet().stream()
        .filter(c -> c.getValue().size() > 1)
        .map(c -> new Curve(c.getKey().label(), sorted(c.getValue())))
        .toList();
  }

  private static List<Point> sorted(List<Point> points) {
    List<String> order = sortedValues(points.stream().map(Point::value).toList());
    return points.stream()
        .sorted((a, b) -> order.indexOf(a.value()) - order.indexOf(b.value()))
        .toList();
  }

  /** Different values: numbers by size, else as they come. */
  static List<String> sortedValues(List<String> values) {
    List<String> different = values.stream().distinct().toList();
    return areNumbers(different)
        ? different.stream()
            .sorted((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)))
            .toList()
        : different;
  }

  /** Whether values can stand on an axis. */
  static boolean areNumbers(List<String> values) {
    return values.stream().allMatch(v -> v.matches("\\d{1,12}(\\.\\d{1,12})?"));
  }

  /** The models that are on no curve. */
  List<ModelView> alone() {
    return models.stream().filter(m -> m.sweep().isEmpty()).toList();
  }
}
