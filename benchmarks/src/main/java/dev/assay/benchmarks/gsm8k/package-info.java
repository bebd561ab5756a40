/**
 * GSM8k, grade-school word problems (Cobbe et al. 2021, arXiv 2110.14168; data from
 * github.com/openai/grade-school-math), in the protocols of lm-evaluation-harness and of Coconut,
 * and generated word problems of the same layout that need no download.
 */
@NullMarked
package dev.assay.benchmarks.gsm8k;

import org.jspecify.annotations.NullMarked;
