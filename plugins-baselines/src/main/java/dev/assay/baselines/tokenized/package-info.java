/** Causal language models with a tokenizer, run on ONNX Runtime. */
@NullMarked
package dev.assay.baselines.tokenized;

import org.jspecify.annotations.NullMarked;
