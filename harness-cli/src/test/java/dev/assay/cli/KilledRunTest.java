package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run is killed with SIGKILL, again and again, and the same command given until it is done. */
class KilledRunTest {
  private static final int EXAMPLES = 200;
  private static final int KILLS = 6;

  /** Answers that the model had given but that were not in the journal yet when it was killed. */
  private static final int IN_FLIGHT = 20;

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void killedAtRandomMomentsItEndsWithTheSameResultsAsAnUndisturbedRun() throws Exception {
    AssayProcess assay = new AssayProcess(folder);
    long seed = System.nanoTime();
    Random random = new Random(seed);

    assertThat(assay.start(run("undisturbed")).waitFor()).as(assay.output()).isZero();
    int kills = 0;
    while (kills < KILLS) {
      Process process = assay.start(run("killed"));
      boolean running =
          random.nextInt(4) == 0
              ? !process.waitFor(random.nextInt(1_000), TimeUnit.MILLISECONDS)
              : untilAnswered(process, random.nextInt(2 * EXAMPLES / KILLS));
      if (!running) {
        break;
      }
      process.destroyForcibly().waitFor();
      kills++;
    }
    assertThat(assay.start(run("killed")).waitFor()).as(assay.output()).isZero();

    for (String table : List.of("metrics.csv", "costs.csv", "examples.csv")) {
      assertThat(folder.resolve("killed").resolve(table))
          .as("%s after %d kills, seed %d", table, kills, seed)
          .hasSameBinaryContentAs(folder.resolve("undisturbed").resolve(table));
    }
    assertThat(answered("undisturbed")).isEqualTo((long) EXAMPLES);
    assertThat(answered("killed")).isBetween((long) EXAMPLES, (long) EXAMPLES + kills * IN_FLIGHT);
    assertThat(kills).as("kills before the run was done, seed %d", seed).isPositive();
  }

  private String[] run(String name) {
    return new String[] {
      "run", "-m", "patient,delay-ms=2,log=" + name + ".log", "-t", "say", "-o", name
    };
  }

  /** Waits until some more questions were asked; false if the run ended before. */
  private boolean untilAnswered(Process process, int more) throws Exception {
    long before = answered("killed");
    while (answered("killed") - before <= more) {
      if (!process.isAlive()) {
        return false;
      }
      Thread.sleep(1);
    }
    return true;
  }

  private long answered(String name) throws IOException {
    Path log = folder.resolve(name + ".log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }
}
