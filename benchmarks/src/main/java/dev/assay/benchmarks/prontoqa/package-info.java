/**
 * ProntoQA, true-or-false questions answered by a chain of deductions in a made-up world (Saparov
 * and He 2023, arXiv 2210.01240; generator: github.com/asaparov/prontoqa), as Coconut asks them
 * (arXiv 2412.06769): generated here, or read from a file of the public generator.
 */
@NullMarked
package dev.assay.benchmarks.prontoqa;

import org.jspecify.annotations.NullMarked;
