package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a history when several write to it at once, or writers are killed. */
abstract class DisturbedHistoryContract {
  @TempDir Path folder;

  /** Where the history of this test lies; every test has its own. */
  abstract String place(Path folder) throws Exception;

  abstract Map<String, String> environment();

  final History open() throws Exception {
    return History.openOrCreate(place(folder), environment());
  }

  static Added add(History history, RunFolder run) {
    return history.add(run, Optional.empty(), Optional.empty());
  }

  private List<RunFolder> nights(int count) {
    Runs runs = new Runs(folder);
    return IntStream.range(0, count).mapToObj(night -> runs.night(night, night % 20)).toList();
  }

  /** Every run is there with all its numbers and its content, or not at all. */
  private Set<String> wholeRuns() throws Exception {
    Set<String> folders = new HashSet<>();
    int numbers = RunNumbers.of(new Runs(folder).result(0, 0)).size();
    try (History history = open();
        var connection = Database.of(place(folder), environment()).connect(false);
        var statement =
            connection.prepareStatement(
                """
                SELECT (SELECT count(*) FROM assay_number WHERE run_id = ?),
                  (SELECT count(*) FROM assay_content WHERE run_id = ?)
                """)) {
      for (RecordedRun run : history.runs()) {
        statement.setString(1, run.id());
        statement.setString(2, run.id());
        try (var counts = statement.executeQuery()) {
          assertThat(counts.next()).isTrue();
          assertThat(counts.getInt(1)).isEqualTo(numbers);
          assertThat(counts.getInt(2)).isEqualTo(1);
        }
        assertThat(folders.add(String.valueOf(run.folder().getFileName())))
            .as("%s is there once", run.folder())
            .isTrue();
      }
    }
    return folders;
  }

  private static Set<String> names(List<RunFolder> runs) {
    return runs.stream()
        .map(run -> String.valueOf(run.path().getFileName()))
        .collect(Collectors.toSet());
  }

  @Test
  @Timeout(600)
  void manyMayBeginTheSameHistoryAtOnce() throws Exception {
    RunFolder run = new Runs(folder).night(0, 10);
    String place = place(folder);
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try {
      List<Future<Added>> added = new ArrayList<>();
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < 8; i++) {
        added.add(
            writers.submit(
                () -> {
                  start.await();
                  try (History history = History.openOrCreate(place, environment())) {
                    return add(history, run);
                  }
                }));
      }
      start.countDown();
      int isNew = 0;
      for (Future<Added> one : added) {
        isNew += one.get().isNew() ? 1 : 0;
      }
      assertThat(isNew).isEqualTo(1);
      assertThat(wholeRuns()).containsExactly("night-0");
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  @Timeout(600)
  void twoProcessesThatWriteAtOnceLoseAndDoubleNothing() throws Exception {
    List<RunFolder> nights = nights(30);
    Path said = folder.resolve("first.txt");
    String place = place(folder);

    Process first =
        Recorder.start(Recorder.command(place, "once", nights.subList(0, 20)), environment(), said);
    Process second =
        Recorder.start(
            Recorder.command(place, "once", nights.subList(10, 30)),
            environment(),
            folder.resolve("second.txt"));

    assertThat(first.waitFor()).as(Files.readString(said)).isZero();
    assertThat(second.waitFor()).as(Files.readString(folder.resolve("second.txt"))).isZero();
    assertThat(wholeRuns()).isEqualTo(names(nights));
    try (History history = open()) {
      assertThat(history.series(List.of(), Set.of(), 99).get(0).points()).hasSize(30);
    }
  }

  @Test
  @Timeout(600)
  void killedWhileWritingItLosesNoRunAndDoublesNone() throws Exception {
    List<RunFolder> nights = nights(20);
    Path said = folder.resolve("said.txt");
    String place = place(folder);
    Set<String> recorded = new HashSet<>();
    long seed = System.nanoTime();
    Random random = new Random(seed);

    for (int kill = 0; kill < 6; kill++) {
      Process process =
          Recorder.start(Recorder.command(place, "forever", nights), environment(), said);
      while (Files.size(said) == 0 && process.isAlive()) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(100));
      assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
      process.destroyForcibly().waitFor();
      Files.readAllLines(said).stream()
          .filter(line -> line.matches("recorded night-\\d+"))
          .forEach(line -> recorded.add(line.substring("recorded ".length())));

      assertThat(wholeRuns()).as("seed %d, kill %d", seed, kill).containsAll(recorded);
    }
    assertThat(recorded).as("killed after some work").isNotEmpty();
    Process last = Recorder.start(Recorder.command(place, "once", nights), environment(), said);
    assertThat(last.waitFor()).as(Files.readString(said)).isZero();
    assertThat(wholeRuns()).isEqualTo(names(nights));
  }
}
