package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.benchmark.Example;
import dev.assay.benchmarks.DataText;
import dev.assay.benchmarks.PublishedData;
import dev.assay.data.DataCheck;
import dev.assay.data.DataStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/** Against the published questions, see {@link PublishedData}. */
class PublishedProsqaTest {
  private static final String TEST = "prosqa/prosqa_test.json";
  private static final String VALIDATION = "prosqa/prosqa_valid.json";

  @Test
  void theFilesHaveTheChecksumsOfTheDataSet() {
    DataStore data = PublishedData.with(TEST);

    assertThat(data.verify(ProsqaDataSet.SET))
        .hasSize(2)
        .allMatch(check -> check.status() == DataCheck.Status.OK);
  }

  @Test
  void theBenchmarksHaveThePublishedQuestionsAndSayWhereTheyAreFrom() {
    DataStore data = PublishedData.with(TEST);
    ProsqaBenchmark test = (ProsqaBenchmark) new ProsqaProvider().open("prosqa/test", data);
    Example first = test.examples().get(0);

    assertThat(test.examples()).hasSize(500).extracting(Example::id).contains("0", "499");
    assertThat(first.target()).isEqualTo("Sally is a sterpus.");
    assertThat(first.fields().get("question"))
        .startsWith("Every gerpus is a terpus. ")
        .endsWith(" Is Sally a hilpus or sterpus?");
    assertThat(test.card().sha256()).startsWith("82ddc0af");
    assertThat(test.card().source())
        .isEqualTo("https://github.com/facebookresearch/coconut (arXiv 2412.06769)");
    assertThat(new ProsqaProvider().open("prosqa/validation", data).examples()).hasSize(300);
  }

  /** Counted by a program of its own, with json and a breadth-first search, in Python. */
  @Test
  void theGraphsAreAsDeepAndLargeAsCountedElsewhere() {
    List<Question> test = questions(TEST);

    assertThat(counts(test, Question::depth)).isEqualTo(Map.of(3, 202L, 4, 217L, 5, 69L, 6, 12L));
    assertThat(mean(test, q -> q.graph().names().size())).isCloseTo(22.8, within(0.05));
    assertThat(mean(test, q -> q.graph().edges().size())).isCloseTo(35.8, within(0.05));
    assertThat(mean(test, q -> q.text().split(" ").length)).isCloseTo(178.3, within(0.05));
  }

  /** The reader checks both; it would refuse a file in which a swapped question has no answer. */
  @Test
  void everyQuestionAndEverySwappedQuestionHasOneRightAnswer() {
    assertThat(all())
        .hasSize(800)
        .allSatisfy(
            question -> {
              Question swapped = question.swapped();
              assertThat(swapped.graph().reaches(swapped.person(), swapped.target())).isTrue();
              assertThat(swapped.graph().reaches(question.person(), swapped.target())).isFalse();
              assertThat(swapped.swapped()).isEqualTo(question);
            });
  }

  @Test
  void ninetyOneQuestionsAreDepthMatched() {
    DataStore data = PublishedData.with(TEST);

    assertThat(new ProsqaProvider().open("prosqa/depth-matched", data).examples())
        .hasSize(91)
        .extracting(example -> example.id().split("-")[0])
        .containsOnly("test", "validation");
  }

  /** What a model scores that never reads who is asked about; ties are worth a half. */
  @Test
  void theDeeperCandidateAndTheOneWithMoreAncestorsAreMostlyRight() {
    List<Question> test = questions(TEST);

    assertThat(shortcut(test, Question::depth, Question::otherDepth))
        .isCloseTo(0.938, within(0.0005));
    assertThat(
            shortcut(
                test,
                question -> question.graph().ancestors(question.target()),
                question -> question.graph().ancestors(question.otherCandidate())))
        .isCloseTo(0.71, within(0.005));
    assertThat(all()).allMatch(question -> question.depth() >= question.otherDepth());
  }

  @Test
  void generatedGraphsAreDistributedAsThePublishedOnes() {
    List<Question> published = all();
    QuestionGenerator generator =
        new QuestionGenerator(QuestionSet.PUBLISHED_INDEXES, new SplittableRandom(1));
    List<Question> generated = Stream.generate(generator::next).limit(4_000).toList();
    Map<String, ToIntFunction<Question>> compared =
        Map.of(
            "nodes", q -> q.graph().names().size(),
            "depth of the target", Question::depth,
            "depth of the other candidate", Question::otherDepth,
            "descendants of the person", q -> q.graph().descendants(q.person()),
            "descendants of the other person", q -> q.graph().descendants(q.otherPerson()),
            "further persons", q -> q.graph().parentless().size() - 2,
            "person asked about", Question::person);

    assertThat(compared)
        .allSatisfy(
            (what, of) ->
                assertThat(samePopulation(counts(published, of), counts(generated, of)))
                    .as("p that both have the same %s", what)
                    .isGreaterThan(0.01));
  }

  /** The chi-square test's p; values are put together until there are fifty of them. */
  private static double samePopulation(Map<Integer, Long> one, Map<Integer, Long> other) {
    TreeSet<Integer> values = new TreeSet<>(one.keySet());
    values.addAll(other.keySet());
    int bins = 0;
    long[][] counts = new long[2][values.size()];
    for (int value : values) {
      counts[0][bins] += one.getOrDefault(value, 0L);
      counts[1][bins] += other.getOrDefault(value, 0L);
      boolean enoughLeft =
          values.tailSet(value, false).stream()
                  .mapToLong(v -> one.getOrDefault(v, 0L) + other.getOrDefault(v, 0L))
                  .sum()
              >= 50;
      if (counts[0][bins] + counts[1][bins] >= 50 && enoughLeft) {
        bins++;
      }
    }
    return ChiSquareTest.withDefaults()
        .test(Arrays.copyOf(counts[0], bins + 1), Arrays.copyOf(counts[1], bins + 1))
        .getPValue();
  }

  private static Map<Integer, Long> counts(List<Question> questions, ToIntFunction<Question> of) {
    return questions.stream()
        .map(of::applyAsInt)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static double mean(List<Question> questions, ToIntFunction<Question> of) {
    return questions.stream().mapToInt(of).average().orElseThrow();
  }

  private static double shortcut(
      List<Question> questions, ToIntFunction<Question> target, ToIntFunction<Question> other) {
    return questions.stream()
        .mapToDouble(q -> (1 + Integer.signum(target.applyAsInt(q) - other.applyAsInt(q))) / 2.0)
        .average()
        .orElseThrow();
  }

  private static List<Question> all() {
    return Stream.concat(questions(TEST).stream(), questions(VALIDATION).stream()).toList();
  }

  private static List<Question> questions(String file) {
    return ProsqaFile.read(DataText.read(PublishedData.file(file)));
  }
}
