/** The documents of lm-evaluation-harness's tasks, read from local JSON, CSV, Parquet and text. */
@NullMarked
package dev.assay.benchmarks.lmeval.data;

import org.jspecify.annotations.NullMarked;
