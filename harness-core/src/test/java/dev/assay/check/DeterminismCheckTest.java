package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismCheckTest {
  private final List<String> progress = new ArrayList<>();

  @Test
  void anHonestModelShowsNoDifference() {
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/a", 20), new DummyBenchmark("dummy/b", 3));

    List<DeterminismResult> results =
        new DeterminismCheck(lab.planner(), progress::add)
            .run(lab.plan("echo", "out-of-order", "refusing"), List.of(1, 7, 64));

    assertThat(results)
        .startsWith(
            new DeterminismResult("echo", "dummy/a", 20, List.of()),
            new DeterminismResult("echo", "dummy/b", 3, List.of()))
        .hasSize(6)
        .allMatch(result -> result.differences().isEmpty());
    assertThat(progress)
        .startsWith(
            "echo on dummy/a, batch size 1",
            "echo on dummy/b, batch size 1",
            "echo on dummy/a, batch size 7")
        .contains("echo on dummy/b, batch size 64, shuffled");
  }

  @Test
  void aModelThatDependsOnThePlaceInTheBatchIsFound() {
    DummyLab lab = DummyLab.withExamples(10);

    DeterminismResult result =
        new DeterminismCheck(lab.planner(), progress::add)
            .run(lab.plan("batch-dependent"), List.of(1, 7))
            .get(0);

    assertThat(result.examples()).isEqualTo(10);
    assertThat(result.differences())
        .contains(
            new Difference("2", "batch size 1", "say 2", "batch size 7", "say 2!"),
            new Difference("9", "batch size 1", "say 9", "batch size 7", "say 9!"));
    assertThat(result.differences())
        .filteredOn(d -> d.variantB().equals("batch size 7"))
        .hasSize(2);
  }

  @Test
  void aModelThatDependsOnTheOrderIsFoundEvenWithOneBatchSize() {
    DummyLab lab = DummyLab.withExamples(10);

    DeterminismResult result =
        new DeterminismCheck(lab.planner(), progress::add)
            .run(lab.plan("batch-dependent"), List.of(64))
            .get(0);

    assertThat(result.differences())
        .allSatisfy(d -> assertThat(d.variantB()).isEqualTo("batch size 64, shuffled"))
        .isNotEmpty();
  }

  @Test
  void failingInOneBatchSizeOnlyIsADifference() {
    DummyLab lab =
        DummyLab.withExamples(2)
            .model(
                "fragile",
                context ->
                    new DummyModel(
                        "fragile",
                        context.batchSize() > 1
                            ? DummyBehaviour.FAILING.ability(1)
                            : DummyBehaviour.ECHO.ability(1)));

    DeterminismResult result =
        new DeterminismCheck(lab.planner(), progress::add)
            .run(lab.plan("fragile"), List.of(1, 64))
            .get(0);

    assertThat(result.differences())
        .contains(
            new Difference(
                "0",
                "batch size 1",
                "say 0",
                "batch size 64",
                "failed: IllegalStateException: always"));
  }
}
