/**
 * Metrics of translations: BLEU, chrF++ and TER, with the numbers of sacreBLEU (Post 2018, arXiv
 * 1804.08771; github.com/mjpost/sacrebleu), and its tokenizers.
 */
@NullMarked
package dev.assay.benchmarks.translation;

import org.jspecify.annotations.NullMarked;
