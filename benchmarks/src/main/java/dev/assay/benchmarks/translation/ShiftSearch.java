package dev.assay.benchmarks.translation;

/**
 * Searches the shifts of TER: greedily, each time the shift that saves most edits, with the limits,
 * the order of preference and the beam of Tercom (github.com/jhclark/tercom) as sacreBLEU follows
 * it. Finding the fewest edits with shifts is NP-hard, so the number of edits is what exactly this
 * search finds.
 */
final class ShiftSearch {
  private static final int LONGEST_SHIFT = 10;
  private static final int FARTHEST_SHIFT = 50;
  private static final int MOST_CANDIDATES = 1_000;

  private final int[] reference;
  private final EditDistance distance;
  private int[] words;
  private int tried;

  /**
   * A search.
   *
   * @param hypothesis words as numbers
   * @param reference words as numbers
   */
  ShiftSearch(int[] hypothesis, int[] reference) {
    this.words = hypothesis;
    this.reference = reference;
    this.distance = new EditDistance(hypothesis.length, reference);
  }

  /** A block of words moved elsewhere. */
  private record Shift(int saves, int length, int start, int target, int[] result) {
    /** More saved, then longer, then from nearer the beginning, then to nearer the beginning. */
    boolean better(Shift other) {
      if (saves != other.saves) {
        return saves > other.saves;
      }
      if (length != other.length) {
        return length > other.length;
      }
      return start != other.start ? start < other.start : target < other.target;
    }
  }

  /** Number of edits, shifts included. */
  int edits() {
    if (reference.length == 0) {
      return words.length;
    }
    int shifts = 0;
    Shift best = best();
    while (tried < MOST_CANDIDATES && best.saves > 0) {
      shifts++;
      words = best.result;
      best = best();
    }
    return shifts + distance.align(words).edits();
  }

  /** The best shift, or one that saves nothing. */
  private Shift best() {
    EditDistance.Alignment alignment = distance.align(words);
    Shift best = new Shift(Integer.MIN_VALUE, 0, 0, 0, words);
    for (int start = 0; start < words.length; start++) {
      int from = Math.max(0, start - FARTHEST_SHIFT);
      int to = Math.min(reference.length - 1, start + FARTHEST_SHIFT);
      for (int place = from; place <= to; place++) {
        int common = common(start, place);
        for (int length = 1; length <= common; length++) {
          if (worthTrying(alignment, start, place, length)) {
            best = best(alignment, start, place, length, best);
            if (tried >= MOST_CANDIDATES) {
              return best;
            }
          }
        }
      }
    }
    return best;
  }

  /** Length of the block that the hypothesis at one place and the reference at another share. */
  private int common(int start, int place) {
    int most = Math.min(LONGEST_SHIFT, Math.min(words.length - start, reference.length - place));
    int length = 0;
    while (length < most && words[start + length] == reference[place + length]) {
      length++;
    }
    return length;
  }

  /** Whether both sides are wrong as they stand, and the block is not there already. */
  private static boolean worthTrying(
      EditDistance.Alignment alignment, int start, int place, int length) {
    int now = alignment.position()[place];
    return any(alignment.hypothesisErrors(), start, length)
        && any(alignment.referenceErrors(), place, length)
        && (now < start || now >= start + length);
  }

  private static boolean any(boolean[] errors, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (errors[i]) {
        return true;
      }
    }
    return false;
  }

  /** Tries to put the block behind each word that a word of its place is aligned with. */
  private Shift best(
      EditDistance.Alignment alignment, int start, int place, int length, Shift before) {
    Shift best = before;
    int last = -1;
    for (int i = place - 1; i < place + length; i++) {
      int target = i < 0 ? 0 : alignment.position()[i] + 1;
      if (target == last) {
        continue;
      }
      last = target;
      tried++;
      int insertion = insertion(start, length, target);
      int[] shifted = shifted(start, length, insertion);
      int saves = alignment.edits() - distance.of(shifted, Math.min(start, insertion));
      Shift shift = new Shift(saves, length, start, target, shifted);
      if (shift.better(best)) {
        best = shift;
      }
    }
    return best;
  }

  /** Where a block goes among the other words so that it stands at a place among all words. */
  private int insertion(int start, int length, int target) {
    if (target < start) {
      return target;
    }
    return target > start + length ? target - length : Math.min(target, words.length - length);
  }

  private int[] shifted(int start, int length, int insertion) {
    int[] others = new int[words.length - length];
    System.arraycopy(words, 0, others, 0, start);
    System.arraycopy(words, start + length, others, start, others.length - start);
    int[] shifted = new int[words.length];
    System.arraycopy(others, 0, shifted, 0, insertion);
    System.arraycopy(words, start, shifted, insertion, length);
    System.arraycopy(others, insertion, shifted, insertion + length, others.length - insertion);
    return shifted;
  }
}
