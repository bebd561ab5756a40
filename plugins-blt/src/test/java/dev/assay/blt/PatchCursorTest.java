package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PatchCursorTest {
  private static final double[] ENTROPIES = {9.9, .2, 2, .1, .1, 3, .5, 1.5};

  /** Lengths of all patches; the last one has the byte to come, as in the original's functions. */
  private static int[] lengths(PatchRule rule, int[] ids, double[] entropies) {
    PatchCursor cursor = new PatchCursor(rule);
    List<Integer> lengths = new ArrayList<>();
    int open = 0;
    for (int i = 0; i < ids.length; i++) {
      open++;
      if (cursor.read(ids[i], entropies[i])) {
        lengths.add(open);
        open = 0;
      }
    }
    lengths.add(open + 1);
    return lengths.stream().mapToInt(i -> i).toArray();
  }

  private static int[] lengths(Patching patching, Integer longest) {
    PatchRule rule = new PatchRule(patching, Optional.ofNullable(longest));
    return lengths(rule, new int[ENTROPIES.length], ENTROPIES);
  }

  private static int[] lengths(Patching patching, String text) {
    int[] ids = ByteIds.row(ByteIds.utf8(text));
    return lengths(new PatchRule(patching, Optional.empty()), ids, new double[ids.length]);
  }

  /**
   * Golden: the functions of bytelatent/data/patcher.py (facebookresearch/blt) on these numbers.
   */
  @Test
  void patchesByEntropyAreThoseOfTheOriginal() {
    assertThat(lengths(new Patching.Entropy(1.335), (Integer) null)).containsExactly(1, 2, 3, 2, 1);
    assertThat(lengths(new Patching.Entropy(1.335), 2)).containsExactly(1, 2, 2, 1, 2, 1);
    assertThat(lengths(new Patching.EntropyRise(.5), (Integer) null))
        .containsExactly(1, 1, 1, 3, 2, 1);
    assertThat(lengths(new Patching.EntropyAndRise(1.335, .5), (Integer) null))
        .containsExactly(1, 1, 4, 2, 1);
  }

  /** Golden: as above. The two bytes of é fall into two patches. */
  @Test
  void patchesBySpaceAreThoseOfTheOriginal() {
    assertThat(lengths(new Patching.Space(), "Hi, bob  x=1é z"))
        .containsExactly(1, 3, 5, 3, 2, 2, 2);
  }

  @Test
  void staticPatchesBeginWithTheFirstByte() {
    assertThat(lengths(new Patching.Static(3), "abcdefgh")).containsExactly(1, 3, 3, 3);
    assertThat(lengths(new Patching.Static(1), "abc")).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void everyByteIsAPatchWithThresholdZeroAndByBytes() {
    assertThat(lengths(new Patching.Entropy(0), (Integer) null)).containsOnly(1).hasSize(9);
    assertThat(lengths(new Patching.Bytes(), "abc")).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void withAnInfiniteThresholdOnlyTheLimitEndsAPatch() {
    Patching never = new Patching.Entropy(Double.POSITIVE_INFINITY);
    assertThat(lengths(never, (Integer) null)).containsExactly(1, 8);
    assertThat(lengths(never, 3)).containsExactly(1, 3, 3, 2);
  }

  @Test
  void theSmallestMarginIsThatOfTheNumbersCompared() {
    PatchCursor cursor =
        new PatchCursor(new PatchRule(new Patching.Entropy(1.335), Optional.empty()));
    cursor.read(0, 1.335); // the entropy after the begin mark is not looked at
    assertThat(cursor.smallestMargin()).isInfinite();
    cursor.read(0, 2);
    cursor.read(0, 1.3);
    assertThat(cursor.smallestMargin()).isEqualTo(1.335 - 1.3);
  }

  @Provide
  Arbitrary<Patching> patchings() {
    return Arbitraries.of(
        new Patching.Entropy(1),
        new Patching.EntropyRise(.2),
        new Patching.EntropyAndRise(.8, .1),
        new Patching.Space(),
        new Patching.Static(3),
        new Patching.Bytes());
  }

  @Provide
  Arbitrary<int[]> texts() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(ByteIds::row);
  }

  /** First all starts of the whole row, then its long patches split: what the original does. */
  @Property
  void readingByteByByteFindsThePatchesOfTheWholeRow(
      @ForAll("patchings") Patching patching,
      @ForAll("texts") int[] ids,
      @ForAll @IntRange(min = 1, max = 6) int longest,
      @ForAll long seed) {
    double[] entropies = new java.util.Random(seed).doubles(ids.length, 0, 2).toArray();
    PatchRule rule = new PatchRule(patching, Optional.of(longest));
    int[] starts =
        IntStream.rangeClosed(0, ids.length)
            .filter(j -> j < 2 || starts(patching, j, ids, entropies))
            .toArray();
    List<Integer> expected = new ArrayList<>();
    for (int m = 0; m < starts.length; m++) {
      int end = m + 1 < starts.length ? starts[m + 1] : ids.length + 1;
      for (int at = starts[m]; at < end; at += longest) {
        expected.add(Math.min(longest, end - at));
      }
    }
    assertThat(Arrays.stream(lengths(rule, ids, entropies)).boxed().toList()).isEqualTo(expected);
  }

  /** Whether a position starts a patch, said once more from its own side. */
  private static boolean starts(Patching patching, int j, int[] ids, double[] h) {
    if (patching instanceof Patching.Entropy e) {
      return h[j - 1] > e.threshold();
    }
    if (patching instanceof Patching.EntropyRise e) {
      return j == 2 || h[j - 1] - h[j - 2] > e.threshold();
    }
    if (patching instanceof Patching.EntropyAndRise e) {
      return j == 2 || (j > 3 && h[j - 1] - h[j - 2] > e.rise() && h[j - 1] > e.threshold());
    }
    if (patching instanceof Patching.Static s) {
      return (j - 1) % s.size() == 0;
    }
    return patching instanceof Patching.Bytes || (spaceLike(ids[j - 1]) && !spaceLike(ids[j - 2]));
  }

  private static boolean spaceLike(int id) {
    int value = id - ByteIds.OFFSET;
    return value < 0 || value >= 0xC0 || (value < 0x80 && !isLetterOrDigit((char) value));
  }

  private static boolean isLetterOrDigit(char ascii) {
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(ascii) >= 0;
  }
}
