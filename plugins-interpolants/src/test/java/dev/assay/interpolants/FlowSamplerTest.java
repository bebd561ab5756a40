package dev.assay.interpolants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.onnx.image.CounterRandom;
import dev.assay.onnx.image.Denoiser;
import dev.assay.onnx.image.MaskedRequest;
import dev.assay.onnx.image.MaskgitSampler;
import dev.assay.onnx.image.RevealSchedule;
import dev.assay.onnx.image.TokenChoice;
import dev.assay.onnx.image.TokenSequence.Change;
import dev.assay.onnx.image.Unmasked;
import dev.assay.onnx.image.Unmasker;
import dev.assay.onnx.image.UnmaskingSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlowSamplerTest {
  private static final Scheduler LINEAR = Scheduler.Curve.LINEAR;

  @Provide
  Arbitrary<Scheduler> schedulers() {
    return Arbitraries.of(SchedulerTest.all());
  }

  static List<Scheduler> allSchedulers() {
    return SchedulerTest.all();
  }

  /** For a model that was trained with the same scheduler. */
  private static FlowSampler flow(
      int steps, Scheduler scheduler, Remasking remasking, boolean maxLast) {
    return new FlowSampler(steps, scheduler, scheduler, remasking, maxLast);
  }

  private static List<Unmasked> unmask(UnmaskingSampler sampler, int count, Denoiser... denoisers) {
    List<MaskedRequest> requests =
        IntStream.range(0, count)
            .mapToObj(i -> new MaskedRequest(i, Chain.masked(), 0, new CounterRandom(7000 + i)))
            .toList();
    Unmasked[] results = new Unmasked[count];
    try (Unmasker unmasker =
        new Unmasker(
            List.of(denoisers), List.of(Chain.GRID), Chain.MASK, TokenChoice.PLAIN, sampler, 64)) {
      unmasker.unmask(requests, finished -> finished.forEach(f -> results[f.index()] = f));
    }
    return Arrays.asList(results);
  }

  /** The tokens at the end. */
  private static int[] tokens(Unmasked result) {
    int[] ids = Chain.masked();
    result.sequence().changes().forEach(change -> ids[change.position()] = change.token());
    return ids;
  }

  private static double chiSquare(UnmaskingSampler sampler, int count) {
    return Chain.chiSquare(
        unmask(sampler, count, new Chain(), new Chain()).stream()
            .map(FlowSamplerTest::tokens)
            .toList());
  }

  @ParameterizedTest
  @MethodSource("allSchedulers")
  void manyStepsSampleTheDistributionWithEveryScheduler(Scheduler scheduler) {
    FlowSampler sampler = flow(2_000, scheduler, Remasking.NONE, false);
    assertThat(chiSquare(sampler, 6_000)).isLessThan(Chain.limit());
  }

  @ParameterizedTest
  @EnumSource
  void manyStepsSampleTheDistributionWithEveryRemasking(Remasking remasking) {
    FlowSampler sampler = flow(10_000, LINEAR, remasking, false);
    assertThat(chiSquare(sampler, 4_000)).isLessThan(Chain.limit());
  }

  @Test
  void oneTokenAStepInRandomOrderSamplesTheDistributionWithMaskgit() {
    MaskgitSampler sampler =
        new MaskgitSampler(
            Chain.TOKENS,
            RevealSchedule.ARCCOS,
            MaskgitSampler.Order.RANDOM,
            0,
            MaskgitSampler.TimeOfShare.LINEAR);
    assertThat(chiSquare(sampler, 6_000)).isLessThan(Chain.limit());
  }

  @Test
  void fewStepsRevealNeighboursTogetherAndDoNotSampleIt() {
    FlowSampler sampler = flow(2, LINEAR, Remasking.NONE, false);
    assertThat(chiSquare(sampler, 2_000)).isGreaterThan(Chain.limit());
  }

  @Property(tries = 200)
  void noMaskRemainsAtAnyNumberOfSteps(
      @ForAll("schedulers") Scheduler scheduler,
      @ForAll Remasking remasking,
      @ForAll boolean maxLast,
      @ForAll @IntRange(min = 1, max = 40) int steps) {
    for (Unmasked result : unmask(flow(steps, scheduler, remasking, maxLast), 5, new Chain())) {
      assertThat(result.sequence().masked()).isEmpty();
      assertThat(result.steps()).isEqualTo(steps);
      assertThat(Arrays.stream(tokens(result)))
          .allMatch(id -> id >= Chain.FIRST && id < Chain.FIRST + Chain.VALUES);
    }
  }

  @Property(tries = 30)
  void oddSlopesOfTheCubicSchedulerDoNoHarm(
      @ForAll @IntRange(min = -20, max = 20) int a,
      @ForAll @IntRange(min = -20, max = 20) int b,
      @ForAll @IntRange(min = 1, max = 40) int steps) {
    FlowSampler sampler = flow(steps, new Scheduler.Cubic(a, b), Remasking.CAMPBELL, false);
    assertThat(unmask(sampler, 5, new Chain()))
        .allSatisfy(result -> assertThat(result.sequence().masked()).isEmpty());
  }

  @Test
  void aStepRevealsWithTheProbabilityOfTheInterpolant() {
    FlowSampler linear = flow(10, LINEAR, Remasking.NONE, false);
    assertThat(linear.revealed(0)).isCloseTo(0.1, within(1e-4)); // 1/10 of all
    assertThat(linear.revealed(5)).isCloseTo(0.2, within(1e-12)); // 1/5 of the half that is left
    assertThat(linear.revealed(9)).isCloseTo(1, within(1e-12));
    FlowSampler cosine = flow(10, Scheduler.Curve.COSINE, Remasking.NONE, false);
    double quarter = Math.PI / 2;
    assertThat(cosine.revealed(5))
        .isCloseTo(quarter * Math.tan(quarter / 2) / 10, within(1e-12)); // κ′/(1 − κ) = tan
  }

  @Test
  void remaskingFollowsTheThreeFormulas() {
    assertThat(flow(10, LINEAR, Remasking.LINEAR, false).remasked(3)).isCloseTo(0.6, within(1e-12));
    FlowSampler warmUp = flow(10, LINEAR, Remasking.WARM_UP, false);
    assertThat(warmUp.remasked(5)).isCloseTo(0.4, within(1e-12));
    assertThat(warmUp.remasked(6)).isZero();
    FlowSampler campbell = flow(10, LINEAR, Remasking.CAMPBELL, false);
    assertThat(campbell.remasked(2)).isCloseTo(0.4, within(1e-12));
    assertThat(campbell.remasked(9)).isZero();
  }

  @Test
  void remaskingMasksRevealedTokensAndTheyAreDrawnAgain() {
    FlowSampler sampler = flow(50, LINEAR, Remasking.CAMPBELL, false);
    List<Change> changes =
        unmask(sampler, 50, new Chain()).stream()
            .flatMap(result -> result.sequence().changes().stream())
            .toList();
    assertThat(changes).anyMatch(change -> change.token() == Chain.MASK);
    assertThat(changes.stream().filter(change -> change.token() == Chain.MASK))
        .allMatch(change -> change.step() < 49);
  }

  /** A denoiser that notes the times it is told, and whether what it is given is new. */
  private static final class Noting implements Denoiser {
    private final Chain chain = new Chain();
    private final Set<Double> times = Collections.synchronizedSet(new TreeSet<>());
    private final List<Integer> batches = new ArrayList<>();

    @Override
    public Logits predict(List<Row> rows) {
      rows.forEach(row -> times.add(row.time()));
      batches.add(rows.size());
      return chain.predict(rows);
    }
  }

  @Test
  void theModelIsAskedOnlyWhereATokenChanges() {
    Noting noting = new Noting();
    FlowSampler sampler = flow(1_000, LINEAR, Remasking.NONE, false);
    List<Unmasked> results = unmask(sampler, 40, noting);
    for (Unmasked result : results) {
      long steps = result.sequence().changes().stream().map(Change::step).distinct().count();
      assertThat(result.passes()).isEqualTo((int) steps).isLessThanOrEqualTo(Chain.TOKENS);
    }
    assertThat(noting.times)
        .allMatch(t -> t >= 1e-4 && t < 1)
        .anyMatch(t -> t < 0.2)
        .anyMatch(t -> t > 0.8);
    int rows = noting.batches.stream().mapToInt(Integer::intValue).sum();
    assertThat(rows).isEqualTo(results.stream().mapToInt(Unmasked::passes).sum());
  }

  @Test
  void aModelTrainedWithAnotherSchedulerIsToldTheTimeOfTheSameShare() {
    FlowSampler same = flow(10, LINEAR, Remasking.NONE, false);
    assertThat(same.told(5)).isEqualTo(0.5);
    FlowSampler other =
        new FlowSampler(10, Scheduler.Curve.QUADRATIC, LINEAR, Remasking.NONE, false);
    assertThat(other.told(5)).isCloseTo(0.25, within(1e-12));
    assertThat(other.told(9)).isCloseTo(0.81, within(1e-12));
  }

  @Test
  void theLastStepMayTakeTheLikeliestToken() {
    FlowSampler one = flow(1, Scheduler.Curve.QUADRATIC, Remasking.NONE, true);
    List<int[]> likeliest =
        unmask(one, 200, new Chain()).stream().map(FlowSamplerTest::tokens).toList();
    // at time 1e-4 nearly nothing is drawn; the third value is the likeliest in all positions
    assertThat(likeliest.stream().filter(ids -> Arrays.stream(ids).allMatch(id -> id == 3)))
        .hasSizeGreaterThan(190);
    FlowSampler drawn = flow(1, Scheduler.Curve.QUADRATIC, Remasking.NONE, false);
    assertThat(unmask(drawn, 200, new Chain()).stream().map(FlowSamplerTest::tokens))
        .anyMatch(ids -> Arrays.stream(ids).anyMatch(id -> id != 3));
  }
}
