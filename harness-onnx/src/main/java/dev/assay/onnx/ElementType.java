package dev.assay.onnx;

import ai.onnxruntime.OnnxJavaType;
import dev.assay.SetupException;
import java.util.Arrays;

/** What a tensor's numbers are. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT32(OnnxJavaType.FLOAT),
  /** 16-bit floating point with 5 bits of exponent. */
  FLOAT16(OnnxJavaType.FLOAT16),
  /** 64-bit integers. */
  INT64(OnnxJavaType.INT64);

  private final OnnxJavaType onnx;

  ElementType(OnnxJavaType onnx) {
    this.onnx = onnx;
  }

  /** Bytes of a number. */
  public int bytes() {
    return onnx.size;
  }

  OnnxJavaType onnx() {
    return onnx;
  }

  static ElementType of(OnnxJavaType onnx) {
    return Arrays.stream(values())
        .filter(type -> type.onnx == onnx)
        .findFirst()
        .orElseThrow(() -> new SetupException("a graph has tensors of the unknown type " + onnx));
  }
}
