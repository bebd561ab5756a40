package dev.assay.lmeval;

/**
 * A metric of answers that a filter took. In Assay it is one metric, called {@code
 * exact_match,strict-match}, or {@code exact_match} where answers are as they are; in
 * lm-evaluation-harness's files metric and filter stand apart.
 *
 * @param metric its name without the filter
 * @param filter the filter's name; {@code none} for answers as they are
 */
record FilteredMetric(String metric, String filter) {
  private static final char MARK = ',';

  /** A metric by its name in Assay. */
  static FilteredMetric of(String name) {
    int mark = name.indexOf(MARK);
    return mark < 1
        ? new FilteredMetric(name, ResultsWriter.NO_FILTER)
        : new FilteredMetric(name.substring(0, mark), name.substring(mark + 1));
  }

  /** Its name in Assay. */
  String name() {
    return filter.equals(ResultsWriter.NO_FILTER) ? metric : metric + MARK + filter;
  }

  /** Its key in a results file. */
  String key() {
    return metric + MARK + filter;
  }

  /** The key of its standard error in a results file. */
  String errorKey() {
    return metric + "_stderr" + MARK + filter;
  }

  /** Whether a value of an example is this metric or one of its parts, in Assay's names. */
  boolean has(String value) {
    return isOrPart(value, name());
  }

  /** Whether a value of a sample with this filter is this metric or one of its parts. */
  boolean hasInSample(String value) {
    return isOrPart(value, metric);
  }

  /** A value of an example as a sample calls it. */
  String inSample(String value) {
    return metric + value.substring(name().length());
  }

  /** A value of a sample as an example calls it. */
  String inExample(String value) {
    return name() + value.substring(metric.length());
  }

  private static boolean isOrPart(String value, String name) {
    return value.equals(name) || value.startsWith(name + ".");
  }
}
