package dev.assay.benchmark;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers of one example that only a statistic over many makes sense of, such as the features that
 * a Fréchet distance compares. In JSON little-endian 32-bit floats in base64. Immutable.
 */
public final class Vector {
  private final float[] values;

  /** A vector of these numbers. */
  public Vector(float[] values) {
    this.values = values.clone();
  }

  @JsonCreator
  static Vector of(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Vector(values);
  }

  @JsonValue
  byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** How many numbers. */
  public int size() {
    return values.length;
  }

  /** One of them. */
  public float at(int i) {
    return values[i];
  }

  /** A copy of them. */
  public float[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector vector && Arrays.equals(values, vector.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Vector" + Arrays.toString(values);
  }
}
