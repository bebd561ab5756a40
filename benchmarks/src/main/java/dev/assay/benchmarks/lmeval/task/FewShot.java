package dev.assay.benchmarks.lmeval.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Worked examples before the question.
 *
 * @param count how many
 * @param split which documents they are drawn from; where neither it nor samples are given, the
 *     training split, else the validation split, else the test split
 * @param sampler how they are drawn: {@code default} (at random) or {@code first_n}
 * @param samples documents that stand in the task file itself; empty if there are none, and a split
 *     goes before them
 * @param formatting the task's, with what {@code fewshot_config} changes
 */
public record FewShot(
    int count,
    Optional<String> split,
    String sampler,
    List<Map<String, Object>> samples,
    Formatting formatting) {}
