package dev.assay.result;

import dev.assay.benchmark.Metric.Direction;

/**
 * What a change of a benchmark, such as noise in its prompts, made of one model's number. Over the
 * examples that have a score both with and without the change, so that the numbers here may differ
 * from those of {@link MetricResult} where examples failed.
 *
 * @param model the model's name
 * @param benchmark the unchanged benchmark's or group's name
 * @param variant the changed one's name
 * @param metric the metric's name
 * @param unit {@code "%"} for a share shown as per cent
 * @param direction which way is better
 * @param unchanged the number without the change; NaN without such examples
 * @param changed the number with it
 * @param difference {@code changed - unchanged}
 * @param low lower end of the difference's paired 95 % interval
 * @param high upper end of it
 * @param kept share of the quality that is left: {@code changed / unchanged}, turned round where
 *     lower is better; above 1 where the change helped, NaN where the numbers have no such ratio
 * @param examples how many examples
 */
public record DegradationResult(
    String model,
    String benchmark,
    String variant,
    String metric,
    String unit,
    Direction direction,
    double unchanged,
    double changed,
    double difference,
    double low,
    double high,
    double kept,
    long examples) {}
