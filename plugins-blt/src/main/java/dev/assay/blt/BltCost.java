package dev.assay.blt;

import dev.assay.blt.BltFolder.Stack;
import java.util.Optional;

/**
 * Estimated floating-point operations, a multiply-add counted as two, by the formulas of the paper
 * (arXiv 2412.09871, section 4.5 and appendix B) with a model's real shapes in place of their usual
 * proportions. Norms, softmax, embeddings and n-gram tables are not counted.
 *
 * <p>With {@code w} the width of a stack, {@code h} the hidden width of its feed-forward, {@code k}
 * slots, {@code W} the width of the global transformer:
 *
 * <ul>
 *   <li>a block, for each position: {@code 8 w²} (query, key, value, output) {@code + 6 w h} (gated
 *       feed-forward) {@code + 4 w m}, where {@code m} is the number of positions it sees: all
 *       until its own, or the window's;
 *   <li>encoder's cross-attention: {@code 4 w²} for each byte (key, value); for each patch {@code 2
 *       k w²} (from pooled bytes to queries) {@code + 4 k w²} (query, output) {@code + 4 k w} for
 *       each of its bytes, and {@code 2 k w W} where {@code k w ≠ W} (projection);
 *   <li>decoder's cross-attention: {@code 2 k w W} for each patch, then in each layer {@code 4 k
 *       w²} for each patch (key, value) and {@code 4 w² + 4 k w} for each byte;
 *   <li>the output layer: {@code 2 · 260 w} for each byte that is predicted; for the entropy model
 *       at each position.
 * </ul>
 *
 * @param folder the shapes
 */
record BltCost(BltFolder folder) {

  /**
   * What of a row was computed.
   *
   * @param positions positions read, the begin mark included
   * @param patches patches that ended
   * @param closed positions in these
   * @param predictions bytes that were predicted
   */
  record Work(long positions, long patches, long closed, long predictions) {
    /** A text all of whose bytes are predicted. */
    static Work ofText(int bytes, double bytesPerPatch) {
      long patches = Math.round(bytes / bytesPerPatch);
      return new Work(bytes, patches, bytes, bytes);
    }

    static Work of(Row row, long predictions) {
      return new Work(row.read(), row.patches(), row.closedPositions(), predictions);
    }
  }

  /** All but the entropy model. */
  double of(Work work) {
    double k = folder.slots();
    double w = folder.width();
    double global = folder.latent().width();
    double patch = 6 * k * w * w + 2 * k * w * global + (k * w == global ? 0 : 2 * k * w * global);
    double patchInDecoder = 4 * k * w * w * folder.decoder().layers();
    double byteInDecoder = (4 * w * w + 4 * k * w) * folder.decoder().layers();
    return blocks(folder.encoder(), work.positions())
        + blocks(folder.latent(), work.patches())
        + blocks(folder.decoder(), work.positions())
        + work.positions() * (4 * w * w + byteInDecoder)
        + work.patches() * (patch + patchInDecoder)
        + work.closed() * 4 * k * w
        + work.predictions() * 2 * w * ByteIds.COUNT;
  }

  /** The entropy model alone; 0 where patches are not found by entropy. */
  double ofPatching(Work work, Patching patching) {
    Optional<Stack> model = folder.entropy().filter(m -> patching.needsEntropies());
    return model
        .map(m -> blocks(m, work.positions()) + work.positions() * 2.0 * m.width() * ByteIds.COUNT)
        .orElse(0.0);
  }

  private static double blocks(Stack stack, double positions) {
    double w = stack.width();
    double perPosition = 8 * w * w + 6 * w * stack.hidden();
    return stack.layers() * (positions * perPosition + 4 * w * seen(stack.window(), positions));
  }

  /** How many positions all positions see together. */
  private static double seen(Optional<Integer> window, double positions) {
    double growing = Math.min(positions, window.map(Integer::doubleValue).orElse(positions));
    return growing * (growing + 1) / 2 + (positions - growing) * growing;
  }
}
