package dev.assay.benchmarks.lmeval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a task's data.
 *
 * @param fields by column; values are String, Long, Double, Boolean, List and Map, or null
 */
record Document(Map<String, @Nullable Object> fields) {}
