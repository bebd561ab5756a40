package dev.assay.blt;

import dev.assay.onnx.HostTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The bytes of a patch that has not ended yet, as the encoder gave them: its hidden vectors, keys
 * and values, three tensors whose vectors lie one after another. Nothing is computed of them before
 * the patch ends, since nothing reads an open patch.
 */
final class OpenPatch {
  private final int unit;
  private final ByteBuffer[] vectors;
  private int bytes;
  private boolean borrowed;

  /**
   * An empty patch.
   *
   * @param unit memory of one vector
   */
  OpenPatch(int unit) {
    this(unit, 0, i -> ByteBuffer.allocate(0));
  }

  private OpenPatch(int unit, int bytes, IntFunction<ByteBuffer> vectors) {
    this.unit = unit;
    this.bytes = bytes;
    this.vectors = IntStream.range(0, 3).mapToObj(vectors).toArray(ByteBuffer[]::new);
  }

  /**
   * The same patch, to go on from independently. Both read the same vectors until one is added:
   * most copies end before.
   */
  OpenPatch copy() {
    borrowed = true;
    OpenPatch copy = new OpenPatch(unit, bytes, i -> vectors[i]);
    copy.borrowed = true;
    return copy;
  }

  /** Number of bytes in it. */
  int bytes() {
    return bytes;
  }

  /** Adds bytes whose vectors begin at an index of the three tensors. */
  void append(List<HostTensor> from, int index, int count) {
    boolean larger = vectors[0].capacity() < (bytes + count) * unit;
    for (int i = 0; i < vectors.length; i++) {
      if (borrowed || larger) {
        ByteBuffer own = ByteBuffer.allocate(2 * (bytes + count) * unit);
        vectors[i] = own.put(0, vectors[i], 0, bytes * unit);
      }
      vectors[i].put(bytes * unit, from.get(i).bytes(), index * unit, count * unit);
    }
    borrowed = false;
    bytes += count;
  }

  /** Writes all vectors into three tensors from an index on. */
  void copyTo(List<HostTensor> into, int index) {
    for (int i = 0; i < vectors.length; i++) {
      into.get(i).bytes().put(index * unit, vectors[i], 0, bytes * unit);
    }
  }

  void clear() {
    bytes = 0;
  }
}
