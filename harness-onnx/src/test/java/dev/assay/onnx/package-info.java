@NullMarked
package dev.assay.onnx;

import org.jspecify.annotations.NullMarked;
