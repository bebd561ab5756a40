package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProsqaProviderTest {
  private final ProsqaProvider provider = new ProsqaProvider();

  @Test
  void thePluginIsFoundAndOffersThreeGroups() {
    List<BenchmarkProvider.Entry> entries =
        Plugins.discover(getClass().getClassLoader()).benchmarkProviders().stream()
            .filter(ProsqaProvider.class::isInstance)
            .flatMap(found -> found.entries().stream())
            .toList();

    assertThat(entries)
        .extracting(BenchmarkProvider.Entry::name)
        .containsExactly(
            "prosqa/test",
            "prosqa/test-entity-swap",
            "prosqa/validation",
            "prosqa/validation-entity-swap",
            "prosqa/depth-matched",
            "prosqa-generated/plain",
            "prosqa-generated/entity-swap",
            "prosqa-generated/depth-matched",
            "prosqa-small/plain",
            "prosqa-small/entity-swap",
            "prosqa-small/depth-matched");
    assertThat(entries)
        .allMatch(entry -> entry.name().startsWith(entry.group() + "/"))
        .allMatch(entry -> entry.embedded() == !entry.group().equals("prosqa"));
  }

  /** Changes only together with the version of the benchmarks. */
  @ParameterizedTest
  @CsvSource({
    "prosqa-generated/plain, 624e773ebfe8b6ba0c1d55ee180d74695bbe9822a0e283e824b6b3c72ae729f5",
    "prosqa-generated/entity-swap, 624e773ebfe8b6ba0c1d55ee180d74695bbe9822a0e283e824b6b3c72ae729f5",
    "prosqa-generated/depth-matched, 4bc057fe2fceeeb8f99f354ae25385bb32c4e1c1f1c0a903f3e6e62d9630f7e5",
    "prosqa-small/plain, c25cb79d6b815b56cdea8a66200c58ad88ef76d3663baf8a795e5134fa8851fb",
    "prosqa-small/depth-matched, 6535e71b044175ad816a447306beac07129067947b8b6359468e937e2364bee3",
  })
  void generatedQuestionsAreTheSameForEver(String name, String sha256) {
    assertThat(open(name).card().sha256()).isEqualTo(sha256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prosqa-generated", "prosqa-small"})
  void generatedSetsHaveFiveHundredDifferentQuestionsAndSaySo(String group) {
    for (QuestionKind kind : QuestionKind.values()) {
      ProsqaBenchmark benchmark = open(group + "/" + kind.key());
      BenchmarkCard card = benchmark.card();

      assertThat(benchmark.examples())
          .hasSize(500)
          .extracting(Example::contentHash)
          .doesNotHaveDuplicates();
      assertThat(card.title()).endsWith("(generated)");
      assertThat(card.generated()).isTrue();
      assertThat(card.labels())
          .isEqualTo(Map.of("graph size", (group.equals("prosqa-small") ? 16 : 28) + " indexes"));
    }
  }

  @Test
  void depthMatchedSetsHaveNoDeeperCandidate() {
    for (int indexes : List.of(16, QuestionSet.PUBLISHED_INDEXES)) {
      assertThat(QuestionSet.generated(indexes, QuestionKind.DEPTH_MATCHED).questions().values())
          .allMatch(question -> question.depth() == question.otherDepth());
    }
  }

  @Test
  void editedDataRunButTheCardSaysSo(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("prosqa"));
    Files.writeString(
        folder.resolve("prosqa/prosqa_test.json"),
        """
        [{"question": "Bob is a yumpus. Sally is a lempus. Is Sally a yumpus or lempus?",
          "answer": "Sally is a lempus.", "steps": ["Sally is a lempus."],
          "idx_to_symbol": ["Bob", "Sally", "lempus", "yumpus"], "edges": [[1, 2], [0, 3]],
          "root": 1, "target": 2, "neg_target": 3}]
        """);

    BenchmarkCard card =
        provider.open("prosqa/test-entity-swap", new DataStore(List.of(folder))).card();

    assertThat(card.source()).contains("data modified (sha256 differs from the published file)");
    assertThat(card.title()).isEqualTo("ProsQA test, entity swap");
    assertThat(card.licence()).isEqualTo("MIT");
    assertThat(card.generated()).isFalse();
  }

  @Test
  void withoutDataTheErrorSaysHowToGetThem() {
    assertThatThrownBy(() -> open("prosqa/validation"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("prosqa/prosqa_valid.json")
        .hasMessageContaining("assay data pull prosqa");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> open("prosqa/tset"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'prosqa/test'?");
  }

  private ProsqaBenchmark open(String name) {
    return (ProsqaBenchmark) provider.open(name, new DataStore(List.of()));
  }
}
