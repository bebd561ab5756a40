@NullMarked
package dev.assay.onnx.text;

import org.jspecify.annotations.NullMarked;
