package dev.assay.baselines.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.baselines.prepared.Asked;
import dev.assay.baselines.prepared.RealData;
import dev.assay.baselines.prepared.TextBenchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The recordings of github.com/Leukas/CUTE, {@code model_outputs/}, against its examples, {@code
 * data/}; the scores are those published beside the outputs.
 */
class PublishedCuteTest {
  private static final List<String> TASKS =
      List.of(
          "spell",
          "spell_inverse",
          "contains_char",
          "contains_word",
          "orth",
          "sem",
          "ins_char",
          "ins_word",
          "del_char",
          "del_word",
          "sub_char",
          "sub_word",
          "swap_char",
          "swap_word");
  private static final List<String> RANDOM_TASKS =
      List.of(
          "spell",
          "spell_inverse",
          "contains_char",
          "ins_char",
          "del_char",
          "sub_char",
          "swap_char");

  private Path recordings;
  private Path examples;

  @BeforeEach
  void find() {
    recordings = RealData.folder("replay/cute");
    examples = RealData.folder("cute");
  }

  private Model replay(String model) {
    return Asked.open(new ReplayProvider(), Map.of("path", recordings.toString(), "model", model));
  }

  /** The examples of a task, judged as CUTE's main.py does: exactly, words in lower case. */
  private TextBenchmark benchmark(String name, String task) throws IOException {
    List<Example> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(examples.resolve(task + ".tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i < cells.length - 1; i++) {
        fields.put("input" + (i + 1), cells[i]);
      }
      rows.add(new Example(String.valueOf(rows.size() + 1), fields, cells[cells.length - 1]));
    }
    boolean words = task.endsWith("_word");
    return TextBenchmark.of(name, rows)
        .judgedBy(
            (output, target) -> output.equals(words ? target.toLowerCase(Locale.ROOT) : target));
  }

  private String score(Model model, String name, String task) throws IOException {
    TextBenchmark benchmark = benchmark(name, task);
    Asked asked = Asked.all(model, benchmark);
    assertThat(asked.failures()).isEmpty();
    return String.format(Locale.ROOT, "%.4f", asked.accuracy(benchmark));
  }

  private String published(String model, String task) throws IOException {
    return Files.readString(recordings.resolve("score." + model + "." + task + ".txt")).strip();
  }

  @ParameterizedTest
  @CsvSource({"llama3-70b", "llama3-8b"})
  void allFourteenTasksScoreAsPublished(String name) throws IOException {
    Model model = replay(name);
    for (String task : TASKS) {
      assertThat(score(model, "cute/" + task, task)).as(task).isEqualTo(published(name, task));
    }
  }

  @Test
  void theTasksOnRandomStringsScoreAsPublished() throws IOException {
    Model model = replay("llama3-8b");
    for (String task : RANDOM_TASKS) {
      assertThat(score(model, "cute-rand/" + task, task + "_rand"))
          .as(task)
          .isEqualTo(published("llama3-8b", task + "_rand"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gemma-7b, del_word ins_word orth sem spell sub_word swap_word",
    "mistral-7b, sem swap_word"
  })
  void theOtherModelsScoreAsPublishedWhereTheFilesAreWhole(String name, String others)
      throws IOException {
    Model model = replay(name);
    List<String> whole = new ArrayList<>(TASKS);
    whole.removeAll(List.of(others.split(" ")));
    for (String task : whole) {
      assertThat(score(model, "cute/" + task, task)).as(task).isEqualTo(published(name, task));
    }
  }

  // These files are whole: 1,000 lines (`wc -l`), and the labels are those of the examples. But the
  // published scores are no shares of 1,000, so they were not computed from these outputs alone.
  // Ours: paste outputs.M.T.txt labels.M.T.txt | awk -F'\t' '$1==$2{n++} END{print n/NR}'
  @ParameterizedTest
  @CsvSource({
    "gemma-7b, orth, 0.5450, 0.5075",
    "gemma-7b, sem, 0.8200, 0.7852",
    "mistral-7b, sem, 0.8470, 0.8472"
  })
  void threePublishedScoresAreNotThoseOfTheirPublishedOutputs(
      String name, String task, String ours, String theirs) throws IOException {
    assertThat(score(replay(name), "cute/" + task, task)).isEqualTo(ours);
    assertThat(published(name, task)).isEqualTo(theirs);
  }

  // Lines: `wc -l outputs.MODEL.TASK.txt` (no file holds a carriage return). The first broken
  // output
  // was checked by eye in `paste outputs.MODEL.TASK.txt labels.MODEL.TASK.txt`: the lines right
  // before it are in step with the labels, those after it are not.
  @ParameterizedTest
  @CsvSource({
    "gemma-7b, del_word, 1004, 90",
    "gemma-7b, ins_word, 1044, 94",
    "gemma-7b, spell, 1006, 721",
    "gemma-7b, sub_word, 1074, 37",
    "gemma-7b, swap_word, 1038, 109",
    "mistral-7b, swap_word, 1002, 539"
  })
  void filesWithBrokenOutputsAreReportedAndNotScored(
      String model, String task, int lines, int firstBroken) throws IOException {
    Asked asked = Asked.all(replay(model), benchmark("cute/" + task, task));

    assertThat(asked.responses()).isEmpty();
    assertThat(asked.failures()).hasSize(1000);
    assertThat(Set.copyOf(asked.failures().values()))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith(
            "outputs.%s.%s.txt has %d lines for 1000 examples: some outputs contain line breaks"
                .formatted(model, task, lines))
        .contains("line 1001 is the first without an example")
        .contains("line %d seems to be the first that is only a part".formatted(firstBroken));
  }
}
