package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.SetupException;
import dev.assay.compare.RunComparison;
import dev.assay.compare.Verdict;
import dev.assay.history.Series.Point;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of a history wherever it lies; the subclasses say where. */
abstract class HistoryContract extends DisturbedHistoryContract {
  @Test
  void aRunAddedTwiceIsOneRunAlsoWhenItsFolderWasMoved() throws Exception {
    Runs runs = new Runs(folder);
    try (History history = open()) {
      RunFolder run = runs.night(0, 10);
      assertThat(add(history, run).isNew()).isTrue();
      assertThat(add(history, run).isNew()).isFalse();
      Path moved = Files.move(run.path(), folder.resolve("moved"));

      Added again = add(history, new RunFolder(moved));

      assertThat(again.isNew()).isFalse();
      assertThat(history.runs()).hasSize(1).containsExactly(again.run());
      assertThat(again.run().folder()).isEqualTo(moved);
      assertThat(again.run().examples()).isEqualTo(2 * Runs.EXAMPLES);
    }
  }

  @Test
  void runsOfOnePlanThatBeganOrRanOtherwiseAreTwo() throws Exception {
    try (History history = open()) {
      add(history, new Runs(folder).night(0, 10));
      add(history, new Runs(folder).night(1, 10));
      add(history, new Runs(folder).suite("weekly").night(2, 10));
    }
    try (History history = open()) {
      assertThat(history.runs())
          .extracting(RecordedRun::started, RecordedRun::suite)
          .containsExactly(
              tuple("2026-01-01T02:00:00Z", "nightly"),
              tuple("2026-01-02T02:00:00Z", "nightly"),
              tuple("2026-01-03T02:00:00Z", "weekly"));
    }
  }

  @Test
  void aSeriesHasAPointForEachRunByItsStart() throws Exception {
    Runs runs = new Runs(folder);
    try (History history = open()) {
      add(history, runs.night(1, 12));
      add(history, runs.night(0, 10));

      List<Series> series =
          history.series(List.of(NumberName.parse("words/a")), Set.of("tiny"), 100);

      assertThat(series).hasSize(1);
      Series one = series.get(0);
      assertThat(one.metric()).isEqualTo("exact_match");
      assertThat(one.setup()).startsWith("version 1, 20 examples, seed 0, data ");
      assertThat(one.values()).containsExactly(0.5, 0.6);
      assertThat(one.points())
          .extracting(Point::started)
          .containsExactly("2026-01-01T02:00:00Z", "2026-01-02T02:00:00Z");
      assertThat(one.points().get(1).low()).isEqualTo(0.5);
      assertThat(history.series(List.of(NumberName.parse("words/a")), Set.of(), 1).get(0).values())
          .containsExactly(0.6);
    }
  }

  @Test
  void numbersAreFoundByNameAndPatternAndHeadlinesWithoutAny() throws Exception {
    try (History history = open()) {
      add(history, new Runs(folder).night(0, 10));

      assertThat(names(history)).containsExactly("words:exact_match");
      assertThat(names(history, "words/*")).hasSize(2);
      assertThat(names(history, "words/a:*_match"))
          .containsExactly("words/a:exact_match", "words/a:near_match");
      assertThat(names(history, "words/a:*"))
          .contains("words/a:wall_seconds", "words/a:engine_seconds", "words/a:input_bytes")
          .doesNotContain("words/a:patches");
      assertThatThrownBy(() -> names(history, "words/c"))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("unknown number in the history 'words/c'; did you mean 'words/a'?");
      assertThatThrownBy(() -> history.series(List.of(), Set.of("tny"), 9))
          .hasMessageContaining("did you mean 'tiny'?");
    }
  }

  private static List<String> names(History history, String... written) {
    return history
        .series(List.of(written).stream().map(NumberName::parse).toList(), Set.of(), 9)
        .stream()
        .map(s -> s.benchmark() + ":" + s.metric())
        .toList();
  }

  @Test
  void whatWasMeasuredOtherwiseIsAnotherSeries() throws Exception {
    try (History history = open()) {
      add(history, new Runs(folder).night(0, 10));
      add(history, new Runs(folder).version("2").night(1, 3));
      add(history, new Runs(folder).version("2").night(2, 3));

      List<Series> series = history.series(List.of(NumberName.parse("words/a")), Set.of(), 9);

      assertThat(series).hasSize(2);
      assertThat(series.get(0).setup()).startsWith("version 2, ");
      assertThat(series.get(0).values()).containsExactly(0.15, 0.15);
    }
  }

  @Test
  void aBaselineIsTheLastGreenRunANameOrTheBeginningOfAnIdentity() throws Exception {
    Runs runs = new Runs(folder);
    try (History history = open()) {
      assertThatThrownBy(() -> history.baseline("last-green", Optional.empty()))
          .hasMessageContaining("holds no green run");
      history.add(runs.night(0, 10), Optional.of("v1.0"), Optional.of(GateVerdict.PASS));
      history.add(runs.night(1, 11), Optional.empty(), Optional.of(GateVerdict.PASS));
      history.add(runs.night(2, 4), Optional.empty(), Optional.of(GateVerdict.FAIL));
      Added last = add(history, runs.night(3, 4));

      assertThat(history.baseline("last-green", Optional.empty()).started()).contains("-02T");
      assertThat(history.baseline("v1.0", Optional.of("nightly")).started()).contains("-01T");
      assertThat(history.baseline(last.run().shortId(), Optional.empty())).isEqualTo(last.run());
      assertThatThrownBy(() -> history.baseline("v1.1", Optional.empty()))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("did you mean 'v1.0'?");
      assertThatThrownBy(() -> history.baseline("v1.0", Optional.of("weekly")))
          .isInstanceOf(SetupException.class);
    }
  }

  @Test
  void theLastGreenRunOfSeveralSuitesMustSayWhich() throws Exception {
    try (History history = open()) {
      Optional<GateVerdict> pass = Optional.of(GateVerdict.PASS);
      history.add(new Runs(folder).night(0, 10), Optional.empty(), pass);
      history.add(new Runs(folder).suite("weekly").night(1, 10), Optional.empty(), pass);

      assertThatThrownBy(() -> history.baseline("last-green", Optional.empty()))
          .hasMessageContaining("--suite takes one of: nightly, weekly");
      assertThat(history.baseline("last-green", Optional.of("nightly")).suite())
          .isEqualTo("nightly");
    }
  }

  @Test
  void aNameStaysUnlessAnotherRunTakesIt() throws Exception {
    Runs runs = new Runs(folder);
    try (History history = open()) {
      RunFolder first = runs.night(0, 10);
      history.add(first, Optional.of("main"), Optional.of(GateVerdict.PASS));

      Added again = add(history, first);
      Added other = history.add(runs.night(1, 10), Optional.of("main"), Optional.empty());

      assertThat(again.run().name()).contains("main");
      assertThat(again.run().verdict()).contains(GateVerdict.PASS);
      assertThat(other.namedBefore().orElseThrow().id()).isEqualTo(again.run().id());
      assertThat(history.runs())
          .extracting(RecordedRun::name)
          .containsExactly(Optional.empty(), Optional.of("main"));
    }
  }

  @Test
  void namesThatCouldBeTakenForSomethingElseAreRefused() throws Exception {
    RunFolder run = new Runs(folder).night(0, 10);
    try (History history = open()) {
      for (String name : List.of("", "last-green", "runs/x", "-x", "a\u001bb")) {
        assertThatThrownBy(() -> history.add(run, Optional.of(name), Optional.empty()))
            .as(name)
            .isInstanceOf(SetupException.class)
            .hasMessageContaining("cannot be a run's name");
      }
      assertThat(history.runs()).isEmpty();
    }
  }

  @Test
  void aRunWhoseFolderIsGoneIsComparedFromTheHistoryAlone() throws Exception {
    Path cache = folder.resolve("cache");
    Runs runs = new Runs(folder);
    RunFolder first = runs.night(0, 20);
    RunResult before = first.read();
    try (History history = open()) {
      RecordedRun run = add(history, first).run();
      assertThat(history.folder(run, cache).path()).isEqualTo(first.path());
      delete(first.path());

      History.FoundFolder found = history.folder(run, cache);

      assertThat(found.restored()).isTrue();
      RunResult restored = new RunFolder(found.path()).read();
      assertThat(restored.manifest()).isEqualTo(before.manifest());
      assertThat(restored.summary()).isEqualTo(before.summary());
      assertThat(restored.examples()).hasSize(40);
      RunComparison comparison = Runs.compare(restored, runs.night(1, 5).read(), "words/a");
      assertThat(comparison.metrics().get(0).verdict()).isEqualTo(Verdict.WORSE);
      assertThat(comparison.flips()).hasSize(15);
      // The restored folder is still the same run.
      assertThat(add(history, new RunFolder(found.path())).isNew()).isFalse();
      assertThat(history.folder(run, cache).path()).isEqualTo(found.path());
    }
  }

  @Test
  void aFolderThatNowHoldsAnotherRunIsNotTakenForTheRecordedOne() throws Exception {
    Runs runs = new Runs(folder);
    RunFolder first = runs.night(0, 20);
    try (History history = open()) {
      RecordedRun run = add(history, first).run();
      delete(first.path());
      Runs.write(runs.result(7, 1), first.path());

      History.FoundFolder found = history.folder(run, folder.resolve("cache"));

      assertThat(found.restored()).isTrue();
      assertThat(new RunFolder(found.path()).read().manifest().started()).contains("-01T");
    }
  }

  @Test
  void anUnfinishedRunIsRefusedAndNothingIsRecorded() throws Exception {
    RunFolder run = new Runs(folder).night(0, 10);
    Files.delete(run.path().resolve("summary.json"));
    try (History history = open()) {
      assertThatThrownBy(() -> add(history, run))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("was interrupted");
      assertThat(history.runs()).isEmpty();
    }
  }

  @Test
  void aHistoryOfTheFirstVersionIsBroughtUpToDate() throws Exception {
    Runs runs = new Runs(folder);
    Database database = Database.of(place(folder), environment());
    Migrations first = new Migrations(List.of("1-runs-and-numbers.sql"));
    History.open(database, true, first).close();
    insertAsVersionOneDid(database);

    try (History history = open()) {
      add(history, runs.night(1, 10));

      assertThat(history.runs()).hasSize(2);
      RecordedRun old = history.runs().get(0);
      assertThatThrownBy(() -> history.folder(old, folder.resolve("cache")))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("only its numbers");
    }
  }

  private static void insertAsVersionOneDid(Database database) throws Exception {
    try (var connection = database.connect(false);
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO assay_run (id, suite, plan_hash, started, added, folder, name, verdict,
            assay_version, models, examples, failures, manifest)
          VALUES ('0123456789abcdef', 'nightly', 'p', '2025-12-31T02:00:00Z',
            '2025-12-31T03:00:00Z', '/gone', NULL, 'PASS', '0.1.0', 'tiny', 1, 0, '{}')
          """);
    }
  }

  @Test
  void aHistoryOfALaterAssayIsRefusedAndLeftAlone() throws Exception {
    open().close();
    Database database = Database.of(place(folder), environment());
    try (var connection = database.connect(false);
        var statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO assay_schema VALUES (99, 'later')");
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("tables of version 99, and this Assay knows 2");
  }

  @Test
  void namesOfModelsMayHoldAnything() throws Exception {
    RunResult plain = new Runs(folder).result(0, 10);
    RunResult odd =
        new RunResult(
            plain.manifest(),
            new dev.assay.result.RunSummary(
                plain.summary().metrics().stream()
                    .map(m -> renamed(m, "a\0b'\"; \ud83d\ude00"))
                    .toList(),
                List.of(),
                plain.summary().timings(),
                40,
                0,
                List.of()),
            plain.examples());
    try (History history = open()) {
      add(history, Runs.write(odd, folder.resolve("odd")));

      assertThat(history.series(List.of(), Set.of(), 9).get(0).model())
          .isEqualTo("a\u2400b'\"; \ud83d\ude00");
    }
  }

  private static dev.assay.result.MetricResult renamed(
      dev.assay.result.MetricResult m, String model) {
    return new dev.assay.result.MetricResult(
        model,
        m.benchmark(),
        m.metric(),
        m.unit(),
        m.direction(),
        m.value(),
        m.standardError(),
        m.low(),
        m.high(),
        m.scored(),
        m.failed(),
        m.best(),
        m.tiedWith());
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path inner, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(inner);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
