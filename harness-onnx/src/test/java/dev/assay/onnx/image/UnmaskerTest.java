package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.onnx.image.MaskgitSampler.Order;
import dev.assay.onnx.image.MaskgitSampler.TimeOfShare;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UnmaskerTest {

  private static Map<Integer, Unmasked> unmask(
      UnmaskingSampler sampler, int lanes, int batchSize, List<MaskedRequest> requests) {
    Map<Integer, Unmasked> results = new ConcurrentHashMap<>();
    try (Unmasker unmasker =
        new Unmasker(
            IntStream.range(0, lanes).mapToObj(i -> new JointDistribution()).toList(),
            List.of(JointDistribution.GRID),
            JointDistribution.MASK,
            TokenChoice.PLAIN,
            sampler,
            batchSize)) {
      unmasker.unmask(
          requests,
          finished -> finished.forEach(f -> assertThat(results.put(f.index(), f)).isNull()));
    }
    return results;
  }

  private static List<MaskedRequest> requests(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new MaskedRequest(i, JointDistribution.masked(), 0, new CounterRandom(100 + i)))
        .toList();
  }

  private static MaskgitSampler maskgit(int steps, Order order, double gumbel) {
    return new MaskgitSampler(steps, RevealSchedule.COSINE, order, gumbel, TimeOfShare.LINEAR);
  }

  private static double chiSquare(Map<Integer, Unmasked> results) {
    long[] counts = new long[27];
    results
        .values()
        .forEach(result -> counts[JointDistribution.outcome(result.sequence().ids())]++);
    return ChiSquare.of(counts, JointDistribution.all());
  }

  private static int possible() {
    return (int) IntStream.range(0, 27).filter(i -> JointDistribution.all()[i] > 0).count();
  }

  @Test
  void oneTokenAStepInRandomOrderSamplesTheJointDistribution() {
    Map<Integer, Unmasked> results = unmask(maskgit(3, Order.RANDOM, 0), 2, 64, requests(20_000));
    assertThat(results).hasSize(20_000);
    assertThat(chiSquare(results)).isLessThan(ChiSquare.limit(possible() - 1));
  }

  @Test
  void allTokensInOneStepDoNot() {
    Map<Integer, Unmasked> results = unmask(maskgit(1, Order.RANDOM, 0), 2, 64, requests(2_000));
    assertThat(chiSquare(results)).isGreaterThan(ChiSquare.limit(possible() - 1));
  }

  @Test
  void whatIsGivenStaysAndDecidesTheRest() {
    int[] given = {JointDistribution.MASK, JointDistribution.FIRST + 2, JointDistribution.FIRST};
    List<MaskedRequest> requests =
        IntStream.range(0, 500)
            .mapToObj(i -> new MaskedRequest(i, given, 0, new CounterRandom(i)))
            .toList();
    Map<Integer, Unmasked> results = unmask(maskgit(3, Order.CONFIDENCE, 0), 1, 8, requests);
    assertThat(results.values())
        .allSatisfy(
            result -> {
              assertThat(result.steps()).isEqualTo(1);
              assertThat(result.sequence().ids()[1]).isEqualTo(JointDistribution.FIRST + 2);
              assertThat(result.sequence().ids()[2]).isEqualTo(JointDistribution.FIRST);
              assertThat(result.sequence().ids()[0]).isNotEqualTo(JointDistribution.FIRST + 1);
            });
  }

  @Test
  void aSequenceWithoutMasksIsFinishedAtOnce() {
    int[] given = {2, 2, 2};
    Map<Integer, Unmasked> results =
        unmask(
            maskgit(3, Order.CONFIDENCE, 0),
            1,
            8,
            List.of(new MaskedRequest(0, given, 0, new CounterRandom(0))));
    assertThat(results.get(0).sequence().ids()).containsExactly(given);
    assertThat(results.get(0).passes()).isZero();
  }

  @Property(tries = 60)
  void noMaskRemainsAndNeitherBatchNorLanesMatter(
      @ForAll @IntRange(min = 1, max = 6) int steps,
      @ForAll Order order,
      @ForAll @IntRange(max = 5) int gumbel,
      @ForAll @IntRange(min = 1, max = 64) int batchSize,
      @ForAll @IntRange(min = 1, max = 3) int lanes) {
    UnmaskingSampler sampler = maskgit(steps, order, gumbel);
    List<MaskedRequest> requests = requests(23);
    Map<Integer, Unmasked> some = unmask(sampler, lanes, batchSize, requests);
    Map<Integer, Unmasked> alone = unmask(sampler, 1, 1, requests);
    assertThat(some).hasSize(23);
    some.forEach(
        (index, result) -> {
          assertThat(result.sequence().masked()).isEmpty();
          assertThat(result.steps()).isEqualTo(Math.min(3, steps));
          assertThat(result.sequence().ids()).isEqualTo(alone.get(index).sequence().ids());
        });
  }

  @Test
  void theSurestTokensComeFirst() {
    TokenSequence sequence = new TokenSequence(new int[] {9, 9, 9, 9}, 9);
    Unmasking unmasking =
        new MaskgitSampler(2, RevealSchedule.LINEAR, Order.CONFIDENCE, 0, TimeOfShare.LINEAR)
            .start(sequence, new CounterRandom(0));
    Predictions sureOfTheThird =
        new Predictions() {
          @Override
          public TokenChoice.Drawn draw(int position, double uniform) {
            return new TokenChoice.Drawn(5, position == 2 ? -0.1 : -1 - position);
          }

          @Override
          public int likeliest(int position) {
            throw new AssertionError("not asked for");
          }
        };
    assertThat(unmasking.next()).isTrue();
    assertThat(unmasking.time()).isZero();
    unmasking.reveal(sureOfTheThird);
    assertThat(sequence.ids()).containsExactly(9, 9, 5, 9);
    assertThat(unmasking.next()).isTrue();
    assertThat(unmasking.time()).isEqualTo(0.25);
    unmasking.reveal(sureOfTheThird);
    assertThat(sequence.ids()).containsExactly(5, 5, 5, 5);
    assertThat(unmasking.next()).isFalse();
  }

  @Test
  void aGivenOrRevealedTokenCannotBeChanged() {
    TokenSequence sequence = new TokenSequence(new int[] {3, 9}, 9);
    assertThatThrownBy(() -> sequence.reveal(0, 0, 4)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sequence.mask(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sequence.reveal(0, 1, 9)).isInstanceOf(IllegalStateException.class);
    sequence.reveal(0, 1, 4);
    sequence.mask(1, 1);
    assertThat(sequence.masked()).containsExactly(1);
    assertThat(sequence.changes())
        .containsExactly(new TokenSequence.Change(0, 1, 4), new TokenSequence.Change(1, 1, 9));
  }

  @Test
  void guidanceMovesLogitsAwayFromThoseWithoutAClass() {
    Denoiser byClass =
        rows ->
            (row, position, first, into) -> {
              for (int i = 0; i < into.length; i++) {
                into[i] = rows.get(row).condition() * (first + i);
              }
            };
    List<Denoiser.Row> rows =
        List.of(new Denoiser.Row(new int[1], 0, 3), new Denoiser.Row(new int[1], 0, 5));
    float[] logits = new float[2];
    Denoiser.Logits guided = new GuidedDenoiser(byClass, 2.5, 1).predict(rows);
    guided.get(0, 0, 4, logits);
    assertThat(logits).containsExactly(4 + 2.5f * (12 - 4), 5 + 2.5f * (15 - 5));
    guided.get(1, 0, 4, logits);
    assertThat(logits).containsExactly(4 + 2.5f * (20 - 4), 5 + 2.5f * (25 - 5));
  }
}
