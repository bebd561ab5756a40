package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevealScheduleTest {

  /**
   * What {@code adap_scheduler(10, 256, mode)} and {@code adap_scheduler(20, 196, mode)} of
   * dynamics/dynamic_di.py in CompVis/discrete-interpolants return.
   */
  @ParameterizedTest
  @CsvSource({
    "root,10,256,'1, 4, 8, 13, 18, 24, 30, 38, 48, 72'",
    "linear,10,256,'1, 6, 11, 17, 23, 28, 34, 40, 46, 50'",
    "square,10,256,'1, 8, 16, 22, 27, 32, 35, 38, 39, 38'",
    "cosine,10,256,'1, 7, 14, 21, 26, 32, 36, 39, 41, 39'",
    "arccos,10,256,'1, 13, 18, 22, 26, 29, 32, 36, 39, 40'",
    "root,20,196,'1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 17, 19, 22, 28'",
    "linear,20,196,'1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 21'",
    "square,20,196,'1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 12, 13, 13, 14, 14, 15, 15, 15, 12'",
    "cosine,20,196,'1, 1, 3, 4, 5, 6, 7, 9, 10, 11, 11, 12, 13, 14, 14, 15, 15, 15, 16, 14'",
    "arccos,20,196,'1, 3, 5, 6, 7, 7, 8, 9, 9, 10, 11, 11, 12, 12, 13, 14, 14, 15, 15, 14'"
  })
  void theCountsAreThePublishedOnes(String name, int steps, int tokens, String expected) {
    RevealSchedule schedule = RevealSchedule.valueOf(name.toUpperCase(Locale.ROOT));
    assertThat(Arrays.toString(schedule.counts(steps, tokens))).isEqualTo("[" + expected + "]");
  }

  @Property
  void everyTokenIsRevealedOnceAndEveryStepRevealsOne(
      @ForAll RevealSchedule schedule,
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll @IntRange(min = 0, max = 300) int tokens) {
    int[] counts = schedule.counts(steps, tokens);
    assertThat(counts).hasSize(Math.min(steps, tokens));
    assertThat(Arrays.stream(counts).sum()).isEqualTo(tokens);
    assertThat(Arrays.stream(counts)).allMatch(count -> count >= 1);
  }
}
