package dev.assay.benchmarks.cute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedCuteTest {
  private final GeneratedCute generated = new GeneratedCute();

  /** Changes only together with the version of the benchmark. */
  @Test
  void theTablesAreTheSameForEver() {
    String all =
        Arrays.stream(CuteTask.values()).map(generated::table).collect(Collectors.joining());

    assertThat(Sha256.of(all))
        .isEqualTo("4d190dc544e32fe42bad8d6e083f11e701fbd83075101ae0c66387239224162e");
  }

  @Test
  void everyWordIsAPlainTestWord() {
    assertThat(generated.words())
        .hasSize(1_500)
        .doesNotHaveDuplicates()
        .isSorted()
        .allMatch(word -> word.matches("[a-z]{3,10}"))
        .allMatch(GeneratedCuteTest::isTestWord);
  }

  @Test
  void theWordsOfTheChoicesAreTestWordsToo() {
    assertThat(examples(CuteTask.SEM)).allMatch(example -> isTestWord(input(example, 1)));
  }

  @Test
  void theWorkedExamplesUseNoTestWord() {
    Pattern word = Pattern.compile("[a-z]{3,}");
    Stream<String> quoted =
        GeneratedCute.prompts().templates().values().stream()
            .flatMap(String::lines)
            .filter(line -> line.matches("\\d\\. .*"))
            .flatMap(line -> Pattern.compile("\"([^\"]*)\"").matcher(line).results())
            .map(quote -> quote.group(1).toLowerCase());

    assertThat(quoted.flatMap(text -> word.matcher(text).results().map(r -> r.group())))
        .isNotEmpty()
        .noneMatch(GeneratedCuteTest::isTestWord);
  }

  @ParameterizedTest
  @EnumSource
  void everyTaskHasTwoHundredDifferentExamplesAndSaysThatTheyAreGenerated(CuteTask task) {
    CuteBenchmark benchmark = open(task);
    BenchmarkCard card = benchmark.card();

    assertThat(benchmark.examples())
        .hasSize(200)
        .extracting(Example::contentHash)
        .doesNotHaveDuplicates();
    assertThat(card.title()).endsWith("(generated)");
    assertThat(card.generated()).isTrue();
    assertThat(card.sha256())
        .isEqualTo(Sha256.of(generated.table(task) + GeneratedCute.prompts().of(task).text()));
  }

  @ParameterizedTest
  @EnumSource
  void everyPromptShowsFourWorkedExamplesAndAsks(CuteTask task) {
    String template = GeneratedCute.prompts().of(task).text();
    List<String> lines = template.lines().toList();

    assertThat(lines).hasSize(8);
    assertThat(lines.subList(2, 6)).allMatch(line -> line.matches("\\d\\. .* Answer: \"[^\"]+\""));
    assertThat(lines.get(7)).startsWith("Question: ");
  }

  /** The rules of the tasks written a second time, another way. */
  @ParameterizedTest
  @EnumSource
  void everyLabelFollowsFromItsInputs(CuteTask task) {
    assertThat(examples(task))
        .allSatisfy(example -> assertThat(example.target()).isEqualTo(expected(task, example)));
  }

  @Test
  void yesAndNoAreBalanced() {
    for (CuteTask task : List.of(CuteTask.CONTAINS_CHAR, CuteTask.CONTAINS_WORD)) {
      assertThat(examples(task)).filteredOn(e -> e.target().equals("Yes")).hasSize(100);
    }
  }

  @Test
  void sentencesHaveFourToTenWordsAndAFullStop() {
    for (CuteTask task : CuteTask.values()) {
      if (task.onWords()) {
        assertThat(examples(task))
            .extracting(example -> input(example, task.inputs()))
            .allMatch(sentence -> sentence.matches("[A-Z][a-z]*( [A-Za-z]+){3,9}\\."));
      }
    }
  }

  @Test
  void bothChoicesAskAboutTheSameWordsAndNeitherPlaceIsFavoured() {
    List<Example> orth = examples(CuteTask.ORTH);
    List<Example> sem = examples(CuteTask.SEM);

    assertThat(orth)
        .extracting(Example::fields)
        .isEqualTo(sem.stream().map(Example::fields).toList());
    assertThat(orth).filteredOn(e -> e.target().equals(input(e, 2))).hasSizeBetween(80, 120);
  }

  private static String expected(CuteTask task, Example example) {
    String one = input(example, 1);
    String two = task.inputs() > 1 ? input(example, 2) : "";
    String last = input(example, task.inputs());
    String first = Pattern.quote(one) + "\\b";
    return switch (task) {
      case SPELL -> one.replaceAll("(?<=.)(?=.)", " ");
      case SPELL_INVERSE -> one.replaceAll("\\s", "");
      case CONTAINS_CHAR -> last.matches(".*" + one + ".*") ? "Yes" : "No";
      case CONTAINS_WORD -> last.matches("(?i)(.* )?" + first + ".*") ? "Yes" : "No";
      case ORTH -> distance(one, two) < distance(one, last) ? two : last;
      case SEM -> distance(one, two) < distance(one, last) ? last : two;
      case INS_CHAR -> last.replaceAll("(?<=" + two + ")", one);
      case DEL_CHAR -> last.replaceAll(one, "");
      case SUB_CHAR -> last.replaceAll(one, two);
      case INS_WORD -> last.replaceAll("(?<=\\b" + two + "\\b)", " " + one);
      case DEL_WORD -> last.replaceAll("^" + first + " | " + first, "");
      case SUB_WORD -> last.replaceAll("\\b" + first, two);
      case SWAP_CHAR -> last.replace(one, "#").replace(two, one).replace("#", two);
      case SWAP_WORD ->
          last.replaceAll("\\b" + first, "#")
              .replaceAll("\\b" + two + "\\b", one)
              .replace("#", two);
    };
  }

  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0]++;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[b.length()];
  }

  private static boolean isTestWord(String word) {
    return Integer.parseInt(Sha256.of(word).substring(0, 2), 16) % 8 == 0;
  }

  private static String input(Example example, int number) {
    return example.fields().get("input" + number);
  }

  private static List<Example> examples(CuteTask task) {
    return open(task).examples();
  }

  private static CuteBenchmark open(CuteTask task) {
    return (CuteBenchmark)
        new CuteProvider().open("cute-generated/" + task.key(), new DataStore(List.of()));
  }
}
