package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
  private static final float[] LOGITS = logs(0.1, 0.5, 0.15, 0.25);

  private static float[] logs(double... probabilities) {
    float[] logits = new float[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(probabilities[i]) + 3;
    }
    return logits;
  }

  /** Share of a fine, even grid of random numbers that draws each token. */
  private static double[] shares(TokenChoice choice) {
    int draws = 10_000;
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < draws; i++) {
      shares[choice.draw(LOGITS, (i + 0.5) / draws).token()] += 1.0 / draws;
    }
    return shares;
  }

  @Test
  void tokensAreDrawnAsOftenAsPredicted() {
    assertThat(shares(TokenChoice.PLAIN))
        .containsExactly(new double[] {0.1, 0.5, 0.15, 0.25}, within(2e-4));
  }

  @Test
  void temperatureSharpensOrFlattens() {
    double sum = 0.01 + 0.25 + 0.0225 + 0.0625;
    assertThat(shares(new TokenChoice(0.5, 0, 1)))
        .containsExactly(
            new double[] {0.01 / sum, 0.25 / sum, 0.0225 / sum, 0.0625 / sum}, within(2e-4));
  }

  @Test
  void topKKeepsTheLikeliest() {
    assertThat(shares(new TokenChoice(1, 2, 1)))
        .containsExactly(new double[] {0, 2 / 3.0, 0, 1 / 3.0}, within(2e-4));
  }

  @Test
  void topPKeepsTheFewestThatReachIt() {
    assertThat(shares(new TokenChoice(1, 0, 0.7)))
        .containsExactly(new double[] {0, 2 / 3.0, 0, 1 / 3.0}, within(2e-4));
    assertThat(shares(new TokenChoice(1, 0, 0.8)))
        .containsExactly(new double[] {0, 0.5 / 0.9, 0.15 / 0.9, 0.25 / 0.9}, within(2e-4));
  }

  @Test
  void filtersThatKeepAllChangeNothing() {
    double[] plain = shares(TokenChoice.PLAIN);
    assertThat(shares(new TokenChoice(1, 4, 1))).containsExactly(plain, within(2e-4));
    assertThat(shares(new TokenChoice(1, 0, 0.999999))).containsExactly(plain, within(2e-4));
  }

  @Test
  void theProbabilityIsThatOfTheDraw() {
    assertThat(Math.exp(TokenChoice.PLAIN.draw(LOGITS, 0.3).logProbability()))
        .isCloseTo(0.5, within(1e-5));
    assertThat(Math.exp(new TokenChoice(1, 2, 1).draw(LOGITS, 0.3).logProbability()))
        .isCloseTo(2 / 3.0, within(1e-5));
  }

  @Test
  void whatIsAsGoodAsImpossibleIsNotDrawnEvenByTheRarestNumbers() {
    float[] logits = {-101, 0, -101};
    assertThat(TokenChoice.PLAIN.draw(logits, 0).token()).isEqualTo(1);
    assertThat(TokenChoice.PLAIN.draw(logits, Math.nextDown(1.0)).token()).isEqualTo(1);
  }

  @Property
  void whatIsDrawnIsPossible(
      @ForAll @Size(min = 1, max = 40) float @FloatRange(min = -200, max = 200) [] logits,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double uniform,
      @ForAll @IntRange(max = 50) int topK,
      @ForAll @DoubleRange(min = 0.01, max = 1) double topP) {
    TokenChoice.Drawn drawn = new TokenChoice(1, topK, topP).draw(logits, uniform);
    assertThat(drawn.token()).isBetween(0, logits.length - 1);
    assertThat(drawn.logProbability()).isBetween(-100.0, 1e-4);
  }

  @Test
  void brokenPredictionsDrawSomeToken() {
    float[] broken = {Float.NaN, Float.NaN, 1};
    assertThat(TokenChoice.PLAIN.draw(broken, 0.5).token()).isBetween(0, 2);
    assertThat(new TokenChoice(1, 2, 0.5).draw(broken, 0.5).token()).isBetween(0, 2);
    assertThat(TokenChoice.likeliest(broken)).isBetween(0, 2);
  }
}
