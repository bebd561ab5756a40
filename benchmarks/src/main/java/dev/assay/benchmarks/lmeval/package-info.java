/**
 * Tasks of EleutherAI's lm-evaluation-harness (version 0.4.13) that are YAML files without Python
 * code: the same requests to the byte, filters and metrics, over local data.
 */
@NullMarked
package dev.assay.benchmarks.lmeval;

import org.jspecify.annotations.NullMarked;
