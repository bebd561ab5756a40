package dev.assay.blt;

import dev.assay.model.Trace;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;

/**
 * Collects how a text was cut into patches, as a {@link Trace} of kind {@code patches}:
 *
 * <ul>
 *   <li>{@code bytes}: the text, prompt and what was written or scored after it, in Base64; it need
 *       not be UTF-8
 *   <li>{@code promptBytes}: how many of them are the prompt
 *   <li>{@code patchLengths}: bytes of each patch, the begin mark's left out, the last one perhaps
 *       unfinished
 *   <li>{@code mode}: {@code entropy}, {@code entropy-rise}, {@code entropy-and-rise}, {@code
 *       space}, {@code static} or {@code bytes}
 *   <li>only by entropy, {@code entropies}: for each byte the entropy in nats that was expected of
 *       it, which decided whether it starts a patch, rounded to four decimals; {@code threshold},
 *       of the entropy, or of its rise where the mode is {@code entropy-rise}; {@code
 *       smallestMargin}: the least distance of a number to the threshold it was compared with. The
 *       last two are left out where they are infinite.
 * </ul>
 */
final class PatchTrace {
  private static final double DECIMALS = 1e4;

  private final PatchRule rule;
  private final BitSet starts = new BitSet();
  private byte[] text = new byte[64];
  private float[] entropies = new float[64];
  private int length;
  private double smallestMargin = Double.POSITIVE_INFINITY;

  PatchTrace(PatchRule rule) {
    this.rule = rule;
  }

  /** Adds the bytes at a row's positions from one on; what comes before them was read. */
  PatchTrace add(Row row, int from) {
    int count = row.length() - from;
    if (length + count > text.length) {
      text = Arrays.copyOf(text, length + count);
      entropies = Arrays.copyOf(entropies, length + count);
    }
    for (int position = from; position < row.length(); position++) {
      text[length] = (byte) (row.ids()[position] - ByteIds.OFFSET);
      entropies[length] = row.entropyAfter(position - 1);
      starts.set(length, row.endsAfter(position - 1));
      length++;
    }
    smallestMargin = Math.min(smallestMargin, row.smallestMargin());
    return this;
  }

  /** All that was collected, of which so many bytes are the prompt. */
  Trace of(int promptBytes) {
    Map<String, Object> data = new TreeMap<>();
    data.put("bytes", Base64.getEncoder().encodeToString(Arrays.copyOf(text, length)));
    data.put("promptBytes", promptBytes);
    data.put("patchLengths", patchLengths());
    data.put("mode", rule.patching().mode());
    if (rule.patching().needsEntropies()) {
      data.put("entropies", new Rounded(Arrays.copyOf(entropies, length)));
      rule.patching().limit().ifPresent(t -> putFinite(data, "threshold", t));
      putFinite(data, "smallestMargin", smallestMargin);
    }
    return new Trace("patches", data);
  }

  private static void putFinite(Map<String, Object> data, String key, double value) {
    if (!Double.isInfinite(value)) {
      data.put(key, value);
    }
  }

  private List<Integer> patchLengths() {
    List<Integer> lengths = new ArrayList<>();
    for (int start = 0; start < length; ) {
      int next = starts.nextSetBit(start + 1);
      int end = next < 0 ? length : next;
      lengths.add(end - start);
      start = end;
    }
    return lengths;
  }

  /** Rounds only what is looked at, since most traces are not. */
  private static final class Rounded extends AbstractList<Double> implements RandomAccess {
    private final float[] numbers;

    Rounded(float[] numbers) {
      this.numbers = numbers;
    }

    @Override
    public Double get(int index) {
      return Math.round(numbers[index] * DECIMALS) / DECIMALS;
    }

    @Override
    public int size() {
      return numbers.length;
    }
  }
}
