package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Is Sally a sterpus or lumpus? See {@link WorkedQuestion} for what is known. */
class ProsqaBenchmarkTest {
  private static final String STATEMENTS =
      "Sally is a lempus. Every lempus is a lumpus. Sally is a gerpus. Every gerpus is a lempus."
          + " Bob is a yumpus. Every yumpus is a sterpus. Jack is a gerpus.";
  private static final String SALLY =
      "Sally is a lempus.\nEvery lempus is a lumpus.\n### Sally is a lumpus.";
  private static final String BOB =
      "Bob is a yumpus.\nEvery yumpus is a sterpus.\n### Bob is a sterpus.";

  private final ProsqaBenchmark plain = benchmark(QuestionKind.PLAIN);
  private final ProsqaBenchmark swap = benchmark(QuestionKind.ENTITY_SWAP);

  @Test
  void aRequestIsTheQuestionAndALineBreak() {
    assertThat(plain.requests(example(plain), 7))
        .containsExactly(request(0, STATEMENTS + " Is Sally a sterpus or lumpus?\n"));
    assertThat(example(plain))
        .isEqualTo(
            new Example(
                "0",
                Map.of("question", STATEMENTS + " Is Sally a sterpus or lumpus?"),
                "Sally is a lumpus."));
  }

  @Test
  void entitySwapAsksAboutTheOtherPersonToo() {
    assertThat(swap.requests(example(swap), 7))
        .containsExactly(
            request(0, STATEMENTS + " Is Sally a sterpus or lumpus?\n"),
            request(1, STATEMENTS + " Is Bob a sterpus or lumpus?\n"));
    assertThat(example(swap).fields())
        .containsEntry("asked again", "Is Bob a sterpus or lumpus?")
        .doesNotContainValue("Bob is a sterpus.");
  }

  @Test
  void theAnswerIsWhatFollowsTheLastMark() {
    Score score = score(plain, SALLY);

    assertThat(score.answer()).isEqualTo("Sally is a lumpus.");
    assertThat(score.values())
        .containsEntry("exact_match", 1.0)
        .containsEntry("chain_shortest", 1.0)
        .containsEntry("chain_none", 0.0)
        .doesNotContainKey("pair_right");
    assertThat(score(plain, "### Sally is a sterpus.").values())
        .containsEntry("exact_match", 0.0)
        .containsEntry("chain_none", 1.0);
  }

  @Test
  void aRightAnswerMayFollowAWrongChain() {
    assertThat(score(plain, "Sally is a yumpus.\n### Sally is a lumpus.").values())
        .containsEntry("exact_match", 1.0)
        .containsEntry("chain_hallucinated", 1.0);
  }

  @Test
  void aPairIsRightIfBothAnswersAre() {
    assertThat(score(swap, SALLY, BOB).values())
        .containsEntry("pair_right", 1.0)
        .containsEntry("exact_match", 1.0)
        .containsEntry("swapped_match", 1.0)
        .containsEntry("chain_shortest", 1.0);
    assertThat(score(swap, SALLY, "### Bob is a lumpus.").values())
        .containsEntry("pair_right", 0.0)
        .containsEntry("exact_match", 1.0)
        .containsEntry("swapped_match", 0.0)
        .containsEntry("chain_shortest", 0.5)
        .containsEntry("chain_none", 0.5);
    assertThat(score(swap, "### Sally is a sterpus.", BOB).values())
        .containsEntry("pair_right", 0.0)
        .containsEntry("exact_match", 0.0)
        .containsEntry("swapped_match", 1.0);
    assertThat(score(swap, SALLY, BOB).answer())
        .isEqualTo("Sally is a lumpus. / Bob is a sterpus.");
  }

  @Test
  void everyOutputFallsIntoOneCategory() {
    for (String output : List.of("", "###", SALLY, BOB, "Sally is", "no idea", "# # Bob is a x.")) {
      assertThat(chains(score(plain, output))).as(output).isEqualTo(1);
      assertThat(chains(score(swap, output, SALLY))).as(output).isEqualTo(1);
    }
  }

  @Test
  void theMainMetricComesFirstAndSharesOfPairsAreMeans() {
    assertThat(plain.metrics())
        .extracting(Metric::name)
        .containsExactly(
            "exact_match",
            "chain_shortest",
            "chain_longer",
            "chain_hallucinated",
            "chain_wrong_target",
            "chain_none");
    assertThat(swap.metrics())
        .extracting(Metric::name)
        .startsWith("pair_right", "exact_match", "swapped_match", "chain_shortest");
    assertThat(swap.metrics().get(3).aggregation()).isEqualTo(new Aggregation.Mean());
    assertThat(score(swap, SALLY, BOB).values().keySet())
        .containsExactlyInAnyOrderElementsOf(swap.metrics().stream().map(Metric::name).toList());
  }

  private static ProsqaBenchmark benchmark(QuestionKind kind) {
    LinkedHashMap<String, Question> questions = new LinkedHashMap<>();
    questions.put("0", WorkedQuestion.QUESTION);
    BenchmarkCard card =
        new BenchmarkCard("some/name", "1", "", "some", "", "by hand", "none", "", false);
    return new ProsqaBenchmark(card, kind, questions);
  }

  private static TextGenerationRequest request(int index, String prompt) {
    return new TextGenerationRequest(
        new RequestId("some/name", "0", index), prompt, 128, 2_000, List.of(), Sampling.GREEDY, 7);
  }

  private static Example example(ProsqaBenchmark benchmark) {
    return benchmark.examples().get(0);
  }

  private static Score score(ProsqaBenchmark benchmark, String... outputs) {
    return benchmark.score(
        example(benchmark),
        Arrays.stream(outputs)
            .map(output -> new GeneratedText(output, GeneratedText.Finish.END))
            .toList());
  }

  private static double chains(Score score) {
    return score.values().entrySet().stream()
        .filter(value -> value.getKey().startsWith("chain_"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
