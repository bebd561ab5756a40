package dev.assay.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads tokens into caches: the prefix that all rows share, and many rows at once. Rows longer than
 * a chunk are read alone, chunk by chunk, so that attention needs memory in proportion to the
 * length, not to its square.
 */
final class Prefill implements AutoCloseable {
  /** Most new tokens of a row in one forward pass. */
  static final int CHUNK = 512;

  private static final int WIDTH_STEP = 8;

  /**
   * Kernels for one row of numbers sum differently, and the last block computes asked rows only.
   */
  private static final int LEAST_ASKED = 2;

  /** Most tokens of one forward pass, padding included. */
  static final int TOKENS = 16_384;

  /** The same where a pass has one core, whose cache holds what a layer makes of so many tokens. */
  private static final int TOKENS_OF_A_CORE = 512;

  private final DecoderGraph graph;
  private final KeyValueCache prefix;
  private final KeyValueCache nothing;
  private final KeyValueCache staging;
  private final KeyValueCache fresh;
  private final int prefixLength;

  /**
   * A row that is read.
   *
   * @param tokens what comes after the shared prefix, at least one token
   * @param asked positions within these tokens whose predictions are wanted, ascending
   */
  record Row(int[] tokens, int[] asked) {}

  /** Most tokens, padding included, that are read in one forward pass for the sake of speed. */
  static int tokensAtOnce(OnnxSession.Options options) {
    boolean oneCore = options.device().provider().equals("cpu") && options.threads() == 1;
    return oneCore ? TOKENS_OF_A_CORE : TOKENS;
  }

  /** Takes what a forward pass computed. */
  @FunctionalInterface
  interface Reader {
    /** Takes the asked positions {@code first <= k < first + input.asked()} of each row. */
    void read(DecoderInput input, DecoderOutput output, int first);
  }

  /**
   * Prepares to read what comes after a prefix.
   *
   * @param prefix from {@link #prefix}; copied, since each lane needs its own
   */
  Prefill(DecoderGraph graph, KeyValueCache prefix) {
    this.graph = graph;
    this.prefixLength = prefix.capacity();
    this.nothing = new KeyValueCache(graph.keyValues(), 1, 0);
    this.staging = new KeyValueCache(graph.keyValues(), 1, 0);
    this.fresh = new KeyValueCache(graph.keyValues(), 1, 0);
    this.prefix = new KeyValueCache(graph.keyValues(), 1, prefixLength);
    this.prefix.copy(prefix, 0, 0, 0, 0, prefixLength);
  }

  /** Reads tokens that all rows begin with, a multiple of {@link SharedPrefix#QUANTUM}. */
  static KeyValueCache prefix(DecoderGraph graph, int[] tokens) {
    KeyValueCache read = new KeyValueCache(graph.keyValues(), 1, tokens.length);
    if (tokens.length > 0) {
      try (KeyValueCache none = new KeyValueCache(graph.keyValues(), 1, 0);
          Prefill prefill = new Prefill(graph, none)) {
        Row row = new Row(tokens, new int[0]);
        prefill.readInChunks(row, none, 0, read, 0, (input, output, first) -> {});
      }
    }
    return read;
  }

  /** The prefix as the graph takes it at every pass; empty where rows carry it themselves. */
  KeyValueCache sharedPrefix() {
    return graph.sharesPrefix() ? prefix : nothing;
  }

  /** Tokens of the prefix, whoever carries it. */
  int prefixLength() {
    return prefixLength;
  }

  /** How much of a row's own cache the prefix takes. */
  int carried() {
    return graph.sharesPrefix() ? 0 : prefixLength;
  }

  /**
   * Reads rows whose tokens fit one chunk side by side, or one row of any length.
   *
   * @param into takes the rows' keys and values
   * @param slots which row of {@code into} each row gets; it must have room for {@link #carried()}
   *     positions and the tokens
   */
  void read(List<Row> rows, KeyValueCache into, int[] slots, Reader reader) {
    for (int slot : slots) {
      into.copy(prefix, 0, 0, slot, 0, carried());
    }
    if (rows.size() == 1 && rows.get(0).tokens().length > CHUNK) {
      readInChunks(rows.get(0), sharedPrefix(), carried(), into, slots[0], reader);
    } else {
      readTogether(rows, into, slots, reader);
    }
  }

  private void readTogether(List<Row> rows, KeyValueCache into, int[] slots, Reader reader) {
    int count = rows.size();
    int width = 0;
    int asked = LEAST_ASKED;
    for (Row row : rows) {
      width = Math.max(width, row.tokens().length);
      asked = Math.max(asked, row.asked().length);
    }
    width = padded(width);
    long[] tokens = new long[count * width];
    long[] positions = new long[count * asked];
    int[] lengths = new int[count];
    for (int r = 0; r < count; r++) {
      Row row = rows.get(r);
      lengths[r] = row.tokens().length;
      for (int i = 0; i < lengths[r]; i++) {
        tokens[r * width + i] = row.tokens()[i];
      }
      for (int k = 0; k < row.asked().length; k++) {
        positions[r * asked + k] = row.asked()[k];
      }
    }
    int[] past = new int[count];
    Arrays.fill(past, carried());
    stage(count);
    DecoderInput input =
        new DecoderInput(
            count,
            width,
            tokens,
            lengths,
            past,
            staging,
            sharedPrefix(),
            asked,
            positions,
            Map.of(),
            fresh);
    try (DecoderOutput output = graph.forward(input)) {
      for (int r = 0; r < count; r++) {
        into.copy(fresh, r, output.firstFresh(), slots[r], carried(), lengths[r]);
      }
      reader.read(input, output, 0);
    }
  }

  /** Gives every row its own copy of the prefix, where the graph cannot share it. */
  private void stage(int rows) {
    staging.reshape(rows, carried());
    for (int r = 0; r < rows; r++) {
      staging.copy(prefix, 0, 0, r, 0, carried());
    }
  }

  /**
   * One row, chunk by chunk: each chunk sees the ones before it as its past.
   *
   * @param already valid positions of the row's cache
   */
  private void readInChunks(
      Row row, KeyValueCache shared, int already, KeyValueCache into, int slot, Reader reader) {
    int length = row.tokens().length;
    int k = 0;
    try (KeyValueCache past = new KeyValueCache(graph.keyValues(), 1, 0)) {
      for (int start = 0; start < length; start += CHUNK) {
        int count = Math.min(CHUNK, length - start);
        int width = padded(count);
        int firstAsked = k;
        while (k < row.asked().length && row.asked()[k] < start + count) {
          k++;
        }
        long[] tokens = new long[width];
        for (int i = 0; i < count; i++) {
          tokens[i] = row.tokens()[start + i];
        }
        long[] positions = new long[Math.max(LEAST_ASKED, k - firstAsked)];
        for (int i = firstAsked; i < k; i++) {
          positions[i - firstAsked] = row.asked()[i] - start;
        }
        int valid = already + start;
        past.reshape(1, graph.raggedRows() ? KeyValueCache.capacityFor(valid) : valid);
        past.copy(into, slot, 0, 0, 0, valid);
        DecoderInput input =
            new DecoderInput(
                1,
                width,
                tokens,
                new int[] {count},
                new int[] {valid},
                past,
                shared,
                positions.length,
                positions,
                Map.of(),
                fresh);
        try (DecoderOutput output = graph.forward(input)) {
          into.copy(fresh, 0, output.firstFresh(), slot, valid, count);
          if (k > firstAsked) {
            reader.read(input, output, firstAsked);
          }
        }
      }
    }
  }

  /** Widths vary in steps, and are never 1: kernels for one row of numbers sum differently. */
  static int padded(int width) {
    return (width + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
  }

  @Override
  public void close() {
    prefix.close();
    nothing.close();
    staging.close();
    fresh.close();
  }
}
