package dev.assay.benchmarks.lmeval.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a split.
 *
 * @param fields the names of all columns, in the data's order
 * @param rows one map per document with every field; values are String, Long, Double, Boolean, List
 *     and Map, or null; {@link Unreadable} where there is something that cannot be used
 */
public record Documents(List<String> fields, List<Map<String, @Nullable Object>> rows) {}
