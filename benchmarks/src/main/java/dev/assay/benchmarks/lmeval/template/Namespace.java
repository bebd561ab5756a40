package dev.assay.benchmarks.lmeval.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jinja's {@code namespace}: fields that {@code set} can change inside a loop. Mutable. */
record Namespace(Map<String, @Nullable Object> fields) {
  Namespace {
    fields = new HashMap<>(fields);
  }
}
