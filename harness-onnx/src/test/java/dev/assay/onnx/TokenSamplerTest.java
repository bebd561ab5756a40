package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.Sampling;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)
  };

  private static double share(Sampling sampling, int token) {
    TokenSampler sampler = new TokenSampler(sampling, 7);
    return IntStream.range(0, 20_000).filter(i -> sampler.draw(LOGITS) == token).count() / 20_000.0;
  }

  @Test
  void drawsFollowTheProbabilities() {
    Sampling plain = new Sampling(1, 0, 1);
    // three standard deviations of a share of 0.6 over 20,000 draws are 0.0104
    assertThat(share(plain, 1)).isCloseTo(0.6, Offset.offset(0.0104));
    assertThat(share(plain, 0)).isCloseTo(0.1, Offset.offset(0.0064));
  }

  @Test
  void temperatureSharpensAndFlattens() {
    // p^(1/T), normalised: 0.36 / (0.01 + 0.36 + 0.09) at T = 0.5
    assertThat(share(new Sampling(0.5, 0, 1), 1)).isCloseTo(0.7826, Offset.offset(0.0088));
  }

  @Test
  void topKAndTopPKeepOnlyTheMostProbable() {
    assertThat(drawn(new Sampling(1, 2, 1))).containsExactlyInAnyOrder(1, 2);
    assertThat(drawn(new Sampling(1, 0, 0.5))).containsExactly(1);
    assertThat(drawn(new Sampling(1, 0, 0.7))).containsExactlyInAnyOrder(1, 2);
  }

  private static Set<Integer> drawn(Sampling sampling) {
    TokenSampler sampler = new TokenSampler(sampling, 3);
    return IntStream.range(0, 500).mapToObj(i -> sampler.draw(LOGITS)).collect(Collectors.toSet());
  }
}
