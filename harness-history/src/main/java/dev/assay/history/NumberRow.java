package dev.assay.history;

import dev.assay.benchmark.Metric.Direction;

/**
 * A number of a run: a metric, a cost or a time.
 *
 * @param setup what must be equal for two values to be compared over time, in words
 * @param main whether it is the main metric of its benchmark or group
 * @param headline whether it is a main metric that sums a run up
 * @param value the number; NaN if no example was scored
 * @param standardError NaN where it is unknown
 * @param low lower end of the 95 % interval; NaN where there is none
 * @param high upper end of it; NaN where there is none
 * @param examples how many examples are in the number
 * @param failed examples that failed and are not
 */
record NumberRow(
    String model,
    String benchmark,
    String metric,
    String unit,
    Direction direction,
    String setup,
    boolean main,
    boolean headline,
    double value,
    double standardError,
    double low,
    double high,
    long examples,
    long failed) {}
