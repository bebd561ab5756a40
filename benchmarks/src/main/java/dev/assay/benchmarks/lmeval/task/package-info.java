/**
 * lm-evaluation-harness's task files: YAML with includes, groups and tags becomes {@link
 * dev.assay.benchmarks.lmeval.task.TaskConfig}s with nothing left to resolve.
 */
@NullMarked
package dev.assay.benchmarks.lmeval.task;

import org.jspecify.annotations.NullMarked;
