/**
 * The ONNX Runtime kit: devices, sessions, and batched decoding of causal language models with a
 * key-value cache.
 */
@NullMarked
package dev.assay.onnx;

import org.jspecify.annotations.NullMarked;
