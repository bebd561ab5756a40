package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong clock = new AtomicLong();
  private final Pace pace = new Pace(clock::get);

  @Test
  void theTimeLeftFollowsTheCurrentModel() {
    pace.start(100, 0);
    pace.startModel("fast");
    finish(50, Duration.ofSeconds(5));
    assertThat(pace.remaining()).contains(Duration.ofSeconds(5));

    pace.startModel("slow");
    finish(10, Duration.ofSeconds(10));

    assertThat(pace.remaining()).contains(Duration.ofSeconds(40));
  }

  @Test
  void whatWasDoneInAnEarlierAttemptDoesNotCountAsSpeed() {
    pace.start(100, 80);
    pace.startModel("model");
    finish(10, Duration.ofSeconds(10));

    assertThat(pace.remaining()).contains(Duration.ofSeconds(10));
  }

  @Test
  void theFirstSecondsForetellNothing() {
    pace.start(100, 0);
    pace.startModel("model");
    finish(10, Duration.ofSeconds(1));

    assertThat(pace.remaining()).isEmpty();
  }

  private void finish(int examples, Duration time) {
    clock.addAndGet(time.toNanos());
    for (int i = 0; i < examples; i++) {
      pace.finishExample();
    }
  }
}
