package dev.assay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keys and values of a decoder's layers, each {@code [rows, heads, capacity, headSize]}, in memory
 * that ONNX Runtime reads and writes in place: a decoding step copies the new positions only, never
 * the cache. Positions that were never written hold finite numbers, since graphs mask them rather
 * than skip them. Not thread-safe.
 */
public final class KeyValueCache implements AutoCloseable {

  /**
   * What does not change with the number of rows and positions.
   *
   * @param layers number of layers
   * @param heads key-value heads of a layer
   * @param headSize numbers per head and position
   * @param type element type, float32 or float16
   */
  public record Shape(int layers, int heads, int headSize, ElementType type) {
    /**
     * What a graph with inputs {@code past.N.key [batch, heads, past, headSize]} needs.
     *
     * @throws dev.assay.SetupException if it has none
     */
    public static Shape of(OnnxSession graph) {
      TensorInfo key = graph.requireInput("past.0.key");
      int layers = 0;
      while (graph.inputs().containsKey("past." + layers + ".key")) {
        layers++;
      }
      long[] shape = key.getShape();
      return new Shape(
          layers, Math.toIntExact(shape[1]), Math.toIntExact(shape[3]), ElementType.of(key.type));
    }

    int positionBytes() {
      return headSize * type.bytes();
    }
  }

  /**
   * Caches have a multiple of this many positions: ONNX Runtime's kernels then add up in the same
   * order however much of the cache is masked, so that an answer does not change with the batch.
   */
  private static final int STEP = 64;

  private final Shape shape;
  private final List<HostTensor> tensors = new ArrayList<>();
  private int rows;
  private int capacity;

  /** A cache of these dimensions, whose numbers are 0. */
  public KeyValueCache(Shape shape, int rows, int capacity) {
    this.shape = shape;
    for (int i = 0; i < 2 * shape.layers(); i++) {
      tensors.add(new HostTensor(shape.type()));
    }
    reshape(rows, capacity);
  }

  /** The capacity for a number of positions. */
  public static int capacityFor(int positions) {
    return (positions + STEP - 1) / STEP * STEP;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Positions that a row has room for. */
  public int capacity() {
    return capacity;
  }

  /**
   * Makes room for other dimensions. The memory is reused; what was in the cache is lost unless the
   * capacity is the same and the memory suffices.
   *
   * @return whether it stayed
   */
  public boolean reshape(int newRows, int newCapacity) {
    long bytes = bytes(newRows, newCapacity);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "the key-value cache of one layer would take %.1f GiB for %d rows of %d positions, and 2 GiB is the most; choose a smaller --batch-size"
              .formatted(bytes / (double) (1L << 30), newRows, newCapacity));
    }
    boolean stays = newCapacity == capacity;
    rows = newRows;
    capacity = newCapacity;
    for (HostTensor tensor : tensors) {
      stays &= tensor.reshape(newRows, shape.heads(), newCapacity, shape.headSize());
    }
    return stays;
  }

  /** Changes the dimensions and keeps what is in the cache, as far as it fits. */
  public void grow(int newRows, int newCapacity) {
    if (capacity == 0) {
      reshape(newRows, newCapacity);
      return;
    }
    if (newRows >= rows && newCapacity >= capacity && holds(newRows, newCapacity)) {
      spread(newCapacity);
      reshape(newRows, newCapacity);
      return;
    }
    KeyValueCache other = new KeyValueCache(shape, 0, 0);
    other.reserve(3 * bytes(newRows, newCapacity) / 2);
    other.reshape(newRows, newCapacity);
    for (int row = 0; row < Math.min(rows, newRows); row++) {
      other.copy(this, row, 0, row, 0, Math.min(capacity, newCapacity));
    }
    rows = newRows;
    capacity = newCapacity;
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).take(other.tensors.get(i));
    }
  }

  private long bytes(int newRows, int newCapacity) {
    return (long) newRows * shape.heads() * newCapacity * shape.positionBytes();
  }

  private boolean holds(int newRows, int newCapacity) {
    return tensors.get(0).bytes().capacity() >= bytes(newRows, newCapacity);
  }

  private void reserve(long bytes) {
    tensors.forEach(t -> t.reserve((int) Math.min(bytes, Integer.MAX_VALUE)));
  }

  /** Moves the positions apart, the last first, within the same memory. */
  private void spread(int newCapacity) {
    int unit = shape.positionBytes();
    for (HostTensor tensor : tensors) {
      ByteBuffer memory = tensor.bytes();
      for (int block = rows * shape.heads() - 1; block > 0; block--) {
        memory.put(block * newCapacity * unit, memory, block * capacity * unit, capacity * unit);
      }
    }
  }

  /** Drops the last rows. */
  public void shrink(int newRows) {
    reshape(newRows, capacity);
  }

  /** Copies consecutive positions of one row, for all layers and heads. */
  public void copy(
      KeyValueCache from, int fromRow, int fromPosition, int row, int position, int count) {
    int unit = shape.positionBytes();
    for (int i = 0; i < tensors.size(); i++) {
      ByteBuffer source = from.tensors.get(i).bytes();
      ByteBuffer target = tensors.get(i).bytes();
      for (int head = 0; head < shape.heads(); head++) {
        int sourceAt = ((fromRow * shape.heads() + head) * from.capacity + fromPosition) * unit;
        int targetAt = ((row * shape.heads() + head) * capacity + position) * unit;
        target.put(targetAt, source, sourceAt, count * unit);
      }
    }
  }

  /**
   * Names the tensors for a graph: {@code PREFIX.0.key}, {@code PREFIX.0.value}, {@code
   * PREFIX.1.key}, … They stay the same whatever becomes of the cache's dimensions.
   */
  public void bind(String prefix, Map<String, HostTensor> into) {
    for (int i = 0; i < shape.layers(); i++) {
      into.put("%s.%d.key".formatted(prefix, i), tensors.get(2 * i));
      into.put("%s.%d.value".formatted(prefix, i), tensors.get(2 * i + 1));
    }
  }

  /** Key tensor of a layer; valid until the cache changes its dimensions. */
  OnnxTensor key(int layer) {
    return tensors.get(2 * layer).tensor();
  }

  /** Value tensor of a layer. */
  OnnxTensor value(int layer) {
    return tensors.get(2 * layer + 1).tensor();
  }

  @Override
  public void close() {
    tensors.forEach(HostTensor::close);
  }
}
