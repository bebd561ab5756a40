package dev.assay.onnx.image;

/** A request that a model cannot answer; the message is the cause for the reader of the report. */
public final class RefusedRequest extends RuntimeException {
  /** With its cause. */
  public RefusedRequest(String cause) {
    super(cause);
  }
}
