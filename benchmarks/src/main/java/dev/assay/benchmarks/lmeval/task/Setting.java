package dev.assay.benchmarks.lmeval.task;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The value of a key, and the file where it stands, which includes may make another than the
 * task's.
 */
record Setting(@Nullable Object value, Path file) {}
