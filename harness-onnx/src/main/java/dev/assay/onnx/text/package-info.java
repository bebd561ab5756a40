/**
 * What every language model with a tokenizer needs, whatever it does between reading and writing:
 * its folder, its tokenizer, what a token costs, and the log-likelihood of text.
 */
@NullMarked
package dev.assay.onnx.text;

import org.jspecify.annotations.NullMarked;
