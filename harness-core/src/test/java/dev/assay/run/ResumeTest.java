package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.journal.JournalReader;
import dev.assay.model.Model;
import dev.assay.model.RequestId;
import dev.assay.plan.Plan;
import dev.assay.result.RunRecord;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import dev.assay.summary.Summarizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  @TempDir Path folder;
  private final List<RequestId> asked = new ArrayList<>();

  @Test
  void killedAtAnyByteARunEndsAsIfUndisturbedAndAsksNothingTwice() throws IOException {
    DummyLab lab = lab();
    Plan plan = lab.plan("counting", "refusing");
    Path journal = folder.resolve("journal");
    RunSummary undisturbed = summary(plan, run(lab, plan, journal));
    byte[] whole = Files.readAllBytes(journal);
    Random random = new Random(1);

    for (int attempt = 0; attempt < 40; attempt++) {
      Files.write(journal, Arrays.copyOf(whole, random.nextInt(whole.length)));
      List<RequestId> finished = finishedByCounting(journal);
      asked.clear();

      RunSummary resumed = summary(plan, run(lab, plan, journal));

      assertThat(resumed.metrics()).isEqualTo(undisturbed.metrics());
      assertThat(resumed.costs()).isEqualTo(undisturbed.costs());
      assertThat(resumed.failures()).isEqualTo(undisturbed.failures()).isEqualTo(2);
      finished.addAll(asked);
      assertThat(finished).doesNotHaveDuplicates().hasSize(17);
    }
  }

  @Test
  void aCompleteRunOpensNoModel() {
    DummyLab lab = lab();
    Plan plan = lab.plan("counting");
    Path journal = folder.resolve("journal");
    Runner.Finished first = run(lab, plan, journal);
    lab.model(
        "counting",
        c -> {
          throw new AssertionError("opened");
        });

    assertThat(run(lab, plan, journal)).isEqualTo(first);
  }

  @Test
  void theTimesOfAllAttemptsAddUp() throws IOException {
    DummyLab lab = lab();
    Plan plan = lab.plan("counting");
    Path journal = folder.resolve("journal");
    Runner lapping = new Runner(lab.planner(), Optional.empty(), List.of(), Duration.ZERO);
    lapping.run(plan, journal);
    cutBeforeRecord(journal, 8); // the plan, then examples and laps in turn

    double before = wallSeconds(timings(journal));
    Runner.Finished resumed = lapping.run(plan, journal);

    assertThat(before).isPositive();
    assertThat(wallSeconds(resumed.timings())).isGreaterThan(before);
    assertThat(summary(plan, resumed).timings())
        .extracting(Timing::benchmark)
        .containsExactly("dummy/a", "dummy/b");
    assertThat(wallSeconds(summary(plan, resumed).timings()))
        .isCloseTo(wallSeconds(resumed.timings()), within(1e-9));
  }

  @Test
  void killedBySignalARunLosesOnlyWhatWasInFlight() throws Exception {
    Path journal = folder.resolve("journal");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlowRun.class.getName(),
                journal.toString())
            .inheritIO()
            .start();
    while (run.isAlive() && (!Files.exists(journal) || Files.size(journal) < 5_000)) {
      Thread.sleep(5);
    }
    run.destroyForcibly();
    assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
    int finished = finishedByCounting(journal).size();
    assertThat(finished).isBetween(1, 499);

    DummyLab lab = SlowRun.lab(0, asked);
    Plan plan = lab.plan("counting");
    RunSummary resumed = summary(plan, run(lab, plan, journal));

    assertThat(asked).hasSize(500 - finished);
    assertThat(resumed.metrics())
        .isEqualTo(summary(plan, run(lab, plan, folder.resolve("undisturbed"))).metrics());
  }

  /** A run that takes its time, to be killed. */
  static final class SlowRun {
    private SlowRun() {}

    public static void main(String[] arguments) {
      DummyLab lab = lab(20, new ArrayList<>());
      run(lab, lab.plan("counting"), Path.of(arguments[0]));
    }

    static DummyLab lab(long millis, List<RequestId> asked) {
      return DummyLab.withExamples(500).model("counting", c -> counting(millis, asked));
    }
  }

  private DummyLab lab() {
    return DummyLab.with(new DummyBenchmark("dummy/a", 12), new DummyBenchmark("dummy/b", 5))
        .model("counting", c -> counting(0, asked));
  }

  private static Model counting(long millis, List<RequestId> asked) {
    return new DummyModel(
        "counting",
        (requests, sink) ->
            requests.forEach(
                request -> {
                  sleep(millis);
                  asked.add(request.id());
                  DummyBehaviour.ECHO.ability(1).respond(List.of(request), sink);
                }));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Runner.Finished run(DummyLab lab, Plan plan, Path journal) {
    return new Runner(lab.planner(), Optional.empty(), List.of()).run(plan, journal);
  }

  private static RunSummary summary(Plan plan, Runner.Finished finished) {
    return Summarizer.summarize(plan, finished.examples(), finished.timings());
  }

  private static List<RequestId> finishedByCounting(Path journal) throws IOException {
    return JournalReader.read(journal).records().stream()
        .map(RunRecord::parse)
        .filter(RunRecord.Finished.class::isInstance)
        .map(record -> ((RunRecord.Finished) record).example())
        .filter(result -> result.model().equals("counting"))
        .map(result -> new RequestId(result.benchmark(), result.example(), 0))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Timing> timings(Path journal) throws IOException {
    return JournalReader.read(journal).records().stream()
        .map(RunRecord::parse)
        .filter(RunRecord.Timed.class::isInstance)
        .map(record -> ((RunRecord.Timed) record).timing())
        .toList();
  }

  private static double wallSeconds(List<Timing> timings) {
    return timings.stream().mapToDouble(Timing::wallSeconds).sum();
  }

  private static void cutBeforeRecord(Path journal, int record) throws IOException {
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.subList(0, record));
  }
}
