package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in memory of the caller's that graphs read and write in place, kept from run to run.
 * Numbers that were never written are finite. Not thread-safe.
 */
public final class HostTensor implements AutoCloseable {
  private final ElementType type;
  private long[] shape = {0};
  private ByteBuffer memory = allocate(0);
  private LongBuffer longs = memory.asLongBuffer();
  private FloatBuffer floats = memory.asFloatBuffer();
  private @Nullable OnnxTensor tensor;

  /** An empty tensor. */
  public HostTensor(ElementType type) {
    this.type = type;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** What the numbers are. */
  public ElementType type() {
    return type;
  }

  /** Number of elements. */
  public int size() {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /**
   * Gives the tensor other dimensions. Its numbers stay where they lie in memory as long as that
   * suffices, else they are lost.
   *
   * @return whether they stayed
   * @throws IllegalStateException if it would take more than 2 GiB
   */
  public boolean reshape(long... dimensions) {
    if (Arrays.equals(shape, dimensions)) {
      return true;
    }
    long bytes = type.bytes();
    for (long dimension : dimensions) {
      bytes = Math.multiplyExact(bytes, dimension);
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "a tensor %s would take %.1f GiB, and 2 GiB is the most; choose a smaller --batch-size"
              .formatted(Arrays.toString(dimensions), bytes / (double) (1L << 30)));
    }
    close();
    shape = dimensions.clone();
    return reserve((int) bytes);
  }

  /** Makes sure that the memory holds so many bytes; tells whether it already did. */
  boolean reserve(int bytes) {
    boolean enough = memory.capacity() >= bytes;
    if (!enough) {
      close();
      use(allocate(bytes));
    }
    return enough;
  }

  private void use(ByteBuffer other) {
    memory = other;
    longs = other.asLongBuffer();
    floats = other.asFloatBuffer();
  }

  /** Takes over the dimensions and the memory of another tensor, which is not used any more. */
  void take(HostTensor other) {
    close();
    other.close();
    shape = other.shape;
    use(other.memory);
  }

  /** The memory, in native byte order and perhaps longer than the tensor; use absolute indexes. */
  public ByteBuffer bytes() {
    return memory;
  }

  /** The memory of an integer tensor. */
  public LongBuffer longs() {
    return longs;
  }

  /** The memory of a float32 tensor. */
  public FloatBuffer floats() {
    return floats;
  }

  /** Reads consecutive floating-point numbers, of whatever precision. */
  public void get(int index, float[] into) {
    if (type == ElementType.FLOAT32) {
      floats.get(index, into);
      return;
    }
    for (int i = 0; i < into.length; i++) {
      into[i] = Fp16Conversions.fp16ToFloat(memory.getShort((index + i) * Short.BYTES));
    }
  }

  /** Writes consecutive floating-point numbers, rounded to the tensor's precision. */
  public void put(int index, float[] values) {
    if (type == ElementType.FLOAT32) {
      floats.put(index, values);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      memory.putShort((index + i) * Short.BYTES, Fp16Conversions.floatToFp16(values[i]));
    }
  }

  /** As ONNX Runtime takes it; valid until the dimensions change. */
  OnnxTensor tensor() {
    OnnxTensor made = tensor;
    if (made == null) {
      ByteBuffer used = memory.slice(0, size() * type.bytes()).order(ByteOrder.nativeOrder());
      try {
        made = OnnxTensor.createTensor(Device.environment(), used, shape, type.onnx());
      } catch (OrtException e) {
        throw new IllegalStateException("cannot hand a tensor to ONNX Runtime", e);
      }
      tensor = made;
    }
    return made;
  }

  /** Lets go of what ONNX Runtime holds; the tensor can still be used. */
  @Override
  public void close() {
    if (tensor != null) {
      tensor.close();
      tensor = null;
    }
  }
}
