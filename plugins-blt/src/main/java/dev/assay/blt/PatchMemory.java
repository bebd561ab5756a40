package dev.assay.blt;

import dev.assay.onnx.ElementType;
import dev.assay.onnx.HostTensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What bytes read of patches: each the slots of the last patch that had ended when it was read
 * itself. Of each row the slots of its last patch are kept from pass to pass.
 */
final class PatchMemory implements AutoCloseable {
  private final int slots;
  private final int width;
  private final int bytes;
  private final HostTensor last;
  private final HostTensor memory;
  private final HostTensor index = new HostTensor(ElementType.INT64);
  private int memories;
  private int rowWidth;

  PatchMemory(Network network) {
    this.slots = network.folder().slots();
    this.width = network.folder().width();
    this.bytes = slots * network.vectorBytes();
    this.last = new HostTensor(network.folder().type());
    this.memory = new HostTensor(network.folder().type());
  }

  /** The slots that the new positions read, {@code [rows, memories, slots, width]}. */
  HostTensor memory() {
    return memory;
  }

  /** Which of its row's memories each new position reads, {@code [rows, width]}. */
  HostTensor index() {
    return index;
  }

  /** Makes room for so many rows; keeps the first. */
  void resize(int rows) {
    last.reshape(rows, slots, width);
  }

  /** Takes over the last patch of a row. */
  void copy(PatchMemory from, int fromRow, int row) {
    last.bytes().put(row * bytes, from.last.bytes(), fromRow * bytes, bytes);
  }

  /**
   * Begins a pass with what the rows read before it.
   *
   * @param newWidth new positions of each row
   * @param mostEnded most patches that end in a row
   */
  void begin(int rows, int newWidth, int mostEnded) {
    rowWidth = newWidth;
    memories = newWidth == 1 ? 1 : 1 + mostEnded; // a patch that ends in a step takes the place
    memory.reshape(rows, memories, slots, width);
    for (int row = 0; row < rows; row++) {
      memory.bytes().put(row * memories * bytes, last.bytes(), row * bytes, bytes);
    }
  }

  /** Takes the slots of a patch that ended, which begin at a byte of a buffer. */
  void take(ClosedPatch patch, ByteBuffer source, int at) {
    int place = patch.row() * memories + (rowWidth == 1 ? 0 : 1 + patch.order());
    memory.bytes().put(place * bytes, source, at, bytes);
    last.bytes().put(patch.row() * bytes, source, at, bytes);
  }

  @Override
  public void close() {
    List.of(last, memory, index).forEach(HostTensor::close);
  }
}
