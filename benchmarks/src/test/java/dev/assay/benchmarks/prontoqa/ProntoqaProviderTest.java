package dev.assay.benchmarks.prontoqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProntoqaProviderTest {
  @TempDir Path folder;

  @Test
  void thePluginIsFoundAndItsNameNeedsNoFile() {
    Plugins plugins = Plugins.discover(getClass().getClassLoader());

    assertThat(plugins.benchmarkProviders()).anyMatch(ProntoqaProvider.class::isInstance);
    assertThat(new ProntoqaProvider().entries())
        .filteredOn(entry -> entry.group().equals("prontoqa"))
        .extracting(BenchmarkProvider.Entry::name)
        .containsExactly("prontoqa");
  }

  /** Changes only together with the version of the benchmark. */
  @Test
  void generatedQuestionsAreTheSameForEver() {
    assertThat(open("prontoqa").card().sha256())
        .isEqualTo("975efd9c177bc467bbdf5a5df0e7c0f65a8c986aa390d264744e624aa0a5e3a3");
  }

  @Test
  void halfOfTheFiveHundredDifferentQuestionsAreTrueAndTheCardSaysThatTheyAreGenerated() {
    ProntoqaBenchmark benchmark = open("prontoqa");

    assertThat(benchmark.examples())
        .hasSize(500)
        .extracting(Example::contentHash)
        .doesNotHaveDuplicates();
    assertThat(benchmark.examples()).filteredOn(e -> e.target().equals("True")).hasSize(250);
    assertThat(benchmark.card().title()).isEqualTo("ProntoQA (generated)");
    assertThat(benchmark.card().generated()).isTrue();
    assertThat(benchmark.card().labels()).containsEntry("hops", "5");
  }

  @Test
  void aRequestIsTheQuestionAndALineBreak() throws IOException {
    ProntoqaBenchmark benchmark = fromFile();

    assertThat(benchmark.requests(benchmark.examples().get(0), 7))
        .containsExactly(
            new TextGenerationRequest(
                new RequestId("prontoqa/file", "example1", 0),
                "Lempuses are not hot. Sam is a lempus. True or false: Sam is hot.\n",
                128,
                2_000,
                List.of(),
                Sampling.GREEDY,
                7));
  }

  @Test
  void theAnswerIsWhatFollowsTheLastMark() throws IOException {
    ProntoqaBenchmark benchmark = fromFile();

    assertThat(score(benchmark, "Sam is a lempus. Lempuses are not hot.\n### False")).isEqualTo(1);
    assertThat(score(benchmark, "### True")).isEqualTo(0);
    assertThat(score(benchmark, "")).isEqualTo(0);
  }

  @Test
  void aFileIsNotCalledGeneratedButTheCardSaysWhatItIs() throws IOException {
    BenchmarkCard card = fromFile().card();

    assertThat(card.generated()).isFalse();
    assertThat(card.source())
        .isEqualTo(
            "prontoqa/5hop_0shot_random.json, made with https://github.com/asaparov/prontoqa (arXiv 2210.01240); 1 questions of it");
  }

  @Test
  void withoutTheFileTheErrorSaysHowToMakeIt() {
    assertThatThrownBy(() -> open("prontoqa/file"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("prontoqa/5hop_0shot_random.json")
        .hasMessageContaining("--min-hops 5");
  }

  private ProntoqaBenchmark fromFile() throws IOException {
    Files.createDirectories(folder.resolve("prontoqa"));
    Files.writeString(
        folder.resolve("prontoqa/5hop_0shot_random.json"),
        """
        {"example1": {"test_example": {"question": "Lempuses are not hot. Sam is a lempus.",
          "query": "True or false: Sam is hot.",
          "chain_of_thought": ["Sam is a lempus.", "Lempuses are not hot.", "Sam is not hot."],
          "answer": "False"}}}
        """);
    return open("prontoqa/file");
  }

  private ProntoqaBenchmark open(String name) {
    return (ProntoqaBenchmark) new ProntoqaProvider().open(name, new DataStore(List.of(folder)));
  }

  private static double score(ProntoqaBenchmark benchmark, String output) {
    GeneratedText text = new GeneratedText(output, GeneratedText.Finish.END);
    return benchmark.score(benchmark.examples().get(0), List.of(text)).values().get("exact_match");
  }
}
