package dev.assay.benchmarks.lmeval.template;

import org.jspecify.annotations.Nullable;

/** Something that can be called. */
interface Function {
  @Nullable Object call(Arguments arguments);
}
