package dev.assay.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of a decoder's layers, each {@code [rows, heads, capacity, headSize]}, in memory
 * that ONNX Runtime reads and writes in place: a decoding step copies the new positions only, never
 * the cache. Positions that were never written hold finite numbers, since graphs mask them rather
 * than skip them. Not thread-safe.
 */
final class KeyValueCache implements AutoCloseable {

  /**
   * What does not change with the number of rows and positions.
   *
   * @param layers number of layers
   * @param heads key-value heads of a layer
   * @param headSize numbers per head and position
   * @param type element type, float32 or float16
   */
  record Shape(int layers, int heads, int headSize, OnnxJavaType type) {
    int positionBytes() {
      return headSize * type.size;
    }
  }

  /**
   * Caches have a multiple of this many positions: ONNX Runtime's kernels then add up in the same
   * order however much of the cache is masked, so that an answer does not change with the batch.
   */
  private static final int STEP = 64;

  private final Shape shape;
  private final List<ByteBuffer> storage = new ArrayList<>();
  private final List<OnnxTensor> tensors = new ArrayList<>();
  private int rows;
  private int capacity;

  KeyValueCache(Shape shape, int rows, int capacity) {
    this.shape = shape;
    for (int i = 0; i < 2 * shape.layers(); i++) {
      storage.add(allocate(0));
    }
    reshape(rows, capacity);
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** The capacity for a number of positions. */
  static int capacityFor(int positions) {
    return (positions + STEP - 1) / STEP * STEP;
  }

  int rows() {
    return rows;
  }

  int capacity() {
    return capacity;
  }

  /** Makes room for other dimensions; what was in the cache is lost, the memory is reused. */
  void reshape(int newRows, int newCapacity) {
    if (newRows == rows && newCapacity == capacity) {
      return;
    }
    closeTensors();
    rows = newRows;
    capacity = newCapacity;
    int bytes = bytes();
    if (storage.get(0).capacity() < bytes) {
      storage.replaceAll(old -> allocate(bytes));
    }
  }

  private int bytes() {
    long bytes = (long) rows * shape.heads() * capacity * shape.positionBytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "the key-value cache of one layer would take %.1f GiB for %d rows of %d positions, and 2 GiB is the most; choose a smaller --batch-size"
              .formatted(bytes / (double) (1L << 30), rows, capacity));
    }
    return (int) bytes;
  }

  /** Changes the dimensions and keeps what is in the cache, as far as it fits. */
  void grow(int newRows, int newCapacity) {
    if (capacity == 0) {
      reshape(newRows, newCapacity);
      return;
    }
    KeyValueCache larger = new KeyValueCache(shape, newRows, newCapacity);
    for (int row = 0; row < rows; row++) {
      larger.copy(this, row, 0, row, 0, Math.min(capacity, newCapacity));
    }
    closeTensors();
    rows = newRows;
    capacity = newCapacity;
    storage.clear();
    storage.addAll(larger.storage);
  }

  /** Drops the last rows. */
  void shrink(int newRows) {
    closeTensors();
    rows = newRows;
  }

  /** Copies consecutive positions of one row, for all layers and heads. */
  void copy(KeyValueCache from, int fromRow, int fromPosition, int row, int position, int count) {
    int unit = shape.positionBytes();
    for (int i = 0; i < storage.size(); i++) {
      ByteBuffer source = from.storage.get(i);
      ByteBuffer target = storage.get(i);
      for (int head = 0; head < shape.heads(); head++) {
        int sourceAt = ((fromRow * shape.heads() + head) * from.capacity + fromPosition) * unit;
        int targetAt = ((row * shape.heads() + head) * capacity + position) * unit;
        target.put(targetAt, source, sourceAt, count * unit);
      }
    }
  }

  /** Key tensor of a layer over the first rows; valid until the cache changes its dimensions. */
  OnnxTensor key(int layer) {
    return tensor(2 * layer);
  }

  /** Value tensor of a layer. */
  OnnxTensor value(int layer) {
    return tensor(2 * layer + 1);
  }

  private OnnxTensor tensor(int index) {
    if (tensors.isEmpty()) {
      long[] dimensions = {rows, shape.heads(), capacity, shape.headSize()};
      int bytes = bytes();
      try {
        for (ByteBuffer buffer : storage) {
          tensors.add(
              OnnxTensor.createTensor(
                  Device.environment(),
                  buffer.slice(0, bytes).order(ByteOrder.nativeOrder()),
                  dimensions,
                  shape.type()));
        }
      } catch (OrtException e) {
        throw new IllegalStateException("cannot hand the key-value cache to ONNX Runtime", e);
      }
    }
    return tensors.get(index);
  }

  private void closeTensors() {
    tensors.forEach(OnnxTensor::close);
    tensors.clear();
  }

  @Override
  public void close() {
    closeTensors();
  }
}
