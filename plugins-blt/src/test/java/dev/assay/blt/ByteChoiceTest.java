package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.Sampling;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteChoiceTest {
  private static float[] logits(int likeliest) {
    float[] logits = new float[ByteIds.COUNT];
    logits[likeliest] = 5;
    return logits;
  }

  @Test
  void theMostProbableByteOrTheEndIsChosen() {
    ByteChoice greedy = new ByteChoice(Sampling.GREEDY, 0);
    assertThat(greedy.choose(logits(100))).isEqualTo(100);
    assertThat(greedy.choose(logits(ByteIds.END))).isEqualTo(ByteIds.END);
  }

  @Test
  void otherMarksAreNeverChosen() {
    for (int mark : new int[] {0, ByteIds.BEGIN, 3}) {
      assertThat(new ByteChoice(Sampling.GREEDY, 0).choose(logits(mark))).isEqualTo(ByteIds.END);
      ByteChoice drawn = new ByteChoice(new Sampling(1, 0, 1), 7);
      assertThat(IntStream.range(0, 500).map(i -> drawn.choose(logits(mark))))
          .allMatch(ByteIds::writable);
    }
  }

  @Test
  void drawsDependOnTheSeedAlone() {
    Sampling sampling = new Sampling(1, 0, 1);
    ByteChoice one = new ByteChoice(sampling, 7);
    ByteChoice other = new ByteChoice(sampling, 7);
    for (int i = 0; i < 50; i++) {
      assertThat(other.choose(logits(9))).isEqualTo(one.choose(logits(9)));
    }
  }
}
