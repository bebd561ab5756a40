package dev.assay.benchmarks.flores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.plugin.Plugins;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelMiniProviderTest {
  private static final DataStore NO_DATA = new DataStore(List.of());
  private final ParallelMiniProvider provider = new ParallelMiniProvider();

  @Test
  void thePluginIsFoundAndEverythingRunsWithoutData() {
    List<BenchmarkProvider.Entry> entries =
        Plugins.discover(getClass().getClassLoader()).benchmarkProviders().stream()
            .filter(ParallelMiniProvider.class::isInstance)
            .flatMap(found -> found.entries().stream())
            .toList();

    assertThat(entries).hasSize(20 + 11).allMatch(BenchmarkProvider.Entry::embedded);
    for (BenchmarkProvider.Entry entry : entries) {
      Benchmark<?, ?> benchmark = provider.open(entry.name(), NO_DATA);
      assertThat(benchmark.card().name()).isEqualTo(entry.name());
      assertThat(benchmark.card().group()).isEqualTo(entry.group());
    }
  }

  @Test
  void theWorkedExamplesAreNotPartOfTheTest() {
    var benchmark = (TranslationBenchmark) provider.open("parallel-mini/deu-eng", NO_DATA);

    assertThat(benchmark.examples()).hasSize(26).extracting(Example::id).startsWith("4");
    assertThat(benchmark.requests(benchmark.examples().get(0), 0).get(0).text())
        .contains("German: Wo ist der Bahnhof?\nEnglish: Where is the train station?\n")
        .endsWith("German: Die Kinder spielen im Garten.\nEnglish:");
    assertThat(benchmark.card().title()).isEqualTo("Parallel sentences (mini) German to English");
  }

  @Test
  void allSentencesAreScoredForBitsPerByte() {
    var benchmark = (BitsPerByteBenchmark) provider.open("parallel-mini-bpb/ell", NO_DATA);

    assertThat(benchmark.examples()).hasSize(30);
    assertThat(benchmark.card().labels()).containsEntry("script", "Grek");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> provider.open("parallel-mini/deu-egn", NO_DATA))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'parallel-mini/deu-eng'?");
  }
}
