/** Byte Latent Transformers (arXiv 2412.09871), run on ONNX Runtime. */
@NullMarked
package dev.assay.blt;

import org.jspecify.annotations.NullMarked;
