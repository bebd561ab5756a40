package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.journal.Journal;
import dev.assay.plan.Plan;
import dev.assay.result.ExampleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseCacheTest {
  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();
  private int runs;

  @Test
  void theSameModelIsNotAskedTheSameTwice() {
    DummyLab lab = lab(DummyBehaviour.ECHO, 6);

    List<ExampleResult> first = run(lab);
    List<ExampleResult> second = run(lab);

    assertThat(asked).hasSize(6);
    assertThat(first).noneMatch(ExampleResult::cached);
    assertThat(second).allMatch(ExampleResult::cached);
    assertThat(second)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("cached")
        .isEqualTo(first);
  }

  @Test
  void aLargerRunAsksOnlyWhatIsNew() {
    run(lab(DummyBehaviour.ECHO, 6));
    asked.clear();

    List<ExampleResult> larger = run(lab(DummyBehaviour.ECHO, 8));

    assertThat(asked).containsExactly("6", "7");
    assertThat(larger).filteredOn(ExampleResult::cached).hasSize(6);
  }

  @Test
  void anotherModelIsAskedAnew() {
    run(lab(DummyBehaviour.ECHO, 6));
    DummyLab other =
        lab(DummyBehaviour.ECHO, 6)
            .model("model", c -> counting("other weights", DummyBehaviour.ECHO));

    assertThat(run(other)).noneMatch(ExampleResult::cached);
  }

  @Test
  void failuresAreNeverCached() {
    assertThat(run(lab(DummyBehaviour.REFUSING, 6)))
        .filteredOn(r -> r.failure().isPresent())
        .hasSize(1);
    asked.clear();

    List<ExampleResult> again = run(lab(DummyBehaviour.ECHO, 6)); // the same model, now well again

    assertThat(asked).containsExactly("3");
    assertThat(again).noneMatch(r -> r.failure().isPresent());
    assertThat(again)
        .filteredOn(r -> !r.cached())
        .extracting(ExampleResult::example)
        .containsExactly("3");
  }

  @Test
  void anythingThatAModelWritesComesBackAsItWas() {
    List<ExampleResult> first = run(lab(DummyBehaviour.GARBAGE, 3));

    List<ExampleResult> second = run(lab(DummyBehaviour.GARBAGE, 3));

    assertThat(second).allMatch(ExampleResult::cached);
    assertThat(second)
        .extracting(ExampleResult::outputs)
        .isEqualTo(first.stream().map(ExampleResult::outputs).toList());
  }

  @Test
  void aDamagedCacheIsToldAndTheRunGoesOnWithoutIt() throws IOException {
    run(lab(DummyBehaviour.ECHO, 6));
    Path file = cacheFile();
    Files.writeString(file, Files.readString(file).replaceFirst("say 2", "say 5"));
    asked.clear();

    List<ExampleResult> results = run(lab(DummyBehaviour.ECHO, 6));

    assertThat(asked).hasSize(6);
    assertThat(results).noneMatch(r -> r.failure().isPresent());
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0)).contains(file.toString(), "damaged at byte", "delete it");
  }

  @Test
  void aCacheInUseByAnotherRunIsToldAndTheRunGoesOnWithoutIt() throws IOException {
    run(lab(DummyBehaviour.ECHO, 6));
    Journal.Opened other = Journal.open(cacheFile());

    run(lab(DummyBehaviour.ECHO, 6));

    other.journal().close();
    assertThat(asked).hasSize(12);
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0)).contains("another run is writing to");
  }

  private List<String> warnings() {
    return events.stream()
        .filter(RunEvent.Warning.class::isInstance)
        .map(event -> ((RunEvent.Warning) event).text())
        .toList();
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private Path cacheFile() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.findFirst().orElseThrow();
    }
  }

  private DummyLab lab(DummyBehaviour behaviour, int examples) {
    return DummyLab.with(new DummyBenchmark("dummy/n", examples))
        .model("model", c -> counting("model", behaviour));
  }

  private DummyModel counting(String name, DummyBehaviour behaviour) {
    return new DummyModel(
        name,
        (requests, sink) -> {
          requests.forEach(request -> asked.add(request.id().example()));
          behaviour.ability(4).respond(requests, sink);
        });
  }

  private List<ExampleResult> run(DummyLab lab) {
    Plan plan = lab.plan("model");
    return new Runner(lab.planner(), Optional.of(cache()), List.of(events::add))
        .run(plan, folder.resolve("journal-" + runs++))
        .examples();
  }
}
