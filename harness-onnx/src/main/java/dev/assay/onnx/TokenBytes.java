package dev.assay.onnx;

/** The UTF-8 bytes that each token of a vocabulary stands for; none for special tokens. */
@FunctionalInterface
public interface TokenBytes {
  /** Bytes of a token; not to be changed. */
  byte[] of(int token);
}
