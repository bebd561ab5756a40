package dev.assay.reports;

import dev.assay.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What others published, from {@code published.json}: only ever shown beside measured numbers,
 * never ranked with them. Values are those of the print, shares in per cent; null where it has
 * none.
 *
 * @param tables results by benchmark
 * @param noise results of the noise that {@code @drop-prompt} and its like make
 * @param methods results of ways to reason
 */
record Published(List<Table> tables, Noise noise, Methods methods) {

  /**
   * A table of results.
   *
   * @param source where it was printed
   * @param metric the metric's name, as benchmarks call it
   * @param unit its unit
   * @param models the columns
   * @param notes what to know before comparing
   * @param averages groups among the rows, and of how many benchmarks they are the average
   * @param rows by benchmark or group
   */
  record Table(
      String source,
      String metric,
      String unit,
      List<String> models,
      List<String> notes,
      Map<String, Integer> averages,
      Map<String, List<@Nullable Double>> rows) {}

  /**
   * Results with noise.
   *
   * @param benchmark what the noise was put into
   * @param source where it was printed
   * @param models the columns
   * @param notes what to know before comparing
   * @param unchanged without noise
   * @param mean over all kinds, as printed
   * @param rows by the kind of noise
   */
  record Noise(
      String benchmark,
      String source,
      List<String> models,
      List<String> notes,
      List<Double> unchanged,
      List<Double> mean,
      Map<String, List<Double>> rows) {}

  /**
   * Results of one base model that was taught to reason in several ways.
   *
   * @param source where they were printed
   * @param metric the metric's name, as benchmarks call it
   * @param names what the print calls the methods
   * @param methods what models' cards call them
   * @param notes what to know before comparing
   * @param sets the data sets
   */
  record Methods(
      String source,
      String metric,
      List<String> names,
      List<String> methods,
      List<String> notes,
      List<DataSet> sets) {}

  /**
   * Results on a data set, per method.
   *
   * @param title its name
   * @param same benchmarks that ask its examples
   * @param groups groups of benchmarks to show the results beside, whether or not they are the same
   * @param accuracies in per cent
   * @param tokens written or thought per example
   */
  record DataSet(
      String title,
      List<String> same,
      List<String> groups,
      List<Double> accuracies,
      List<Double> tokens) {}

  /** All that is known to this version. */
  static Published read() {
    try {
      return Json.mapper().readValue(Templates.resource("published.json"), Published.class);
    } catch (IOException e) {
      throw new UncheckedIOException("published.json", e);
    }
  }

  /** The values as they are shown. */
  static List<String> shown(List<@Nullable Double> values) {
    List<String> shown = new ArrayList<>();
    for (Double value : values) {
      shown.add(value == null ? Figures.NONE : Double.toString(value));
    }
    return shown;
  }
}
