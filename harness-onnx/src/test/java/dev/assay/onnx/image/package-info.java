@NullMarked
package dev.assay.onnx.image;

import org.jspecify.annotations.NullMarked;
