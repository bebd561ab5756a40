/**
 * What is exchanged with EleutherAI's lm-evaluation-harness: its results JSON and its samples
 * JSONL, written and read. The layout is that of its version 0.4.13 ({@code
 * loggers/evaluation_tracker.py}, {@code evaluator.py}).
 */
@NullMarked
package dev.assay.lmeval;

import org.jspecify.annotations.NullMarked;
