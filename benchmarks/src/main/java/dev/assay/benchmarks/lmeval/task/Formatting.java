package dev.assay.benchmarks.lmeval.task;

import java.util.Optional;

/**
 * How a document becomes text.
 *
 * @param text {@code doc_to_text}
 * @param target {@code doc_to_target}
 * @param choices {@code doc_to_choice}
 * @param genPrefix {@code gen_prefix}: how the answer begins
 * @param targetDelimiter stands between text and target
 * @param fewshotDelimiter stands behind each worked example
 */
public record Formatting(
    Optional<Expression> text,
    Optional<Expression> target,
    Optional<Expression> choices,
    Optional<Expression> genPrefix,
    String targetDelimiter,
    String fewshotDelimiter) {}
