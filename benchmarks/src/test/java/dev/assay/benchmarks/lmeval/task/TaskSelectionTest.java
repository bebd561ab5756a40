package dev.assay.benchmarks.lmeval.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.data.DataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSelectionTest {
  private static final String RIVERS =
      """
      task: rivers
      tag: [geography, short]
      dataset_path: json
      dataset_kwargs: {data_files: {test: rivers.jsonl, train: "rivers*.jsonl"}}
      training_split: train
      test_split: test
      doc_to_text: "Q: {{question}}\\nA:"
      doc_to_target: answer
      """;

  @TempDir private Path folder;
  private final TaskLibrary library = new TaskLibrary();

  @BeforeEach
  void writeATask() throws IOException {
    write("rivers.yaml", RIVERS);
    write("rivers.jsonl", "{\"question\": \"Where is the Rhine?\", \"answer\": \"Europe\"}\n");
    write("rivers-more.jsonl", "{\"question\": \"The Nile?\", \"answer\": \"Africa\"}\n");
  }

  private Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private BenchmarkSpec spec(String file, String... options) {
    Map<String, String> all = new TreeMap<>(Map.of("path", folder.resolve(file).toString()));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new BenchmarkSpec("lm-eval", all);
  }

  private static TaskSelection selection(BenchmarkSpec spec) {
    return TaskSelection.of(new BenchmarkOptions(spec.selector(), spec.options()));
  }

  private TaskConfig config(BenchmarkSpec spec) {
    return selection(spec).config(library, new DataStore(List.of()));
  }

  /** What the specs that a spec stands for are named, and that each opens the task of its name. */
  private List<String> names(BenchmarkSpec spec) {
    List<BenchmarkSpec> specs = selection(spec).expand(spec, library);
    specs.forEach(each -> assertThat(each.name()).endsWith(config(each).task()));
    return specs.stream().map(BenchmarkSpec::name).toList();
  }

  @Test
  void aTaskHasTheDefaultsOfTheHarness() {
    TaskConfig task = config(spec("rivers.yaml"));

    assertThat(task.task()).isEqualTo("rivers");
    assertThat(task.groups()).isEmpty();
    assertThat(task.outputType()).isEqualTo(OutputType.GENERATE_UNTIL);
    assertThat(task.formatting().targetDelimiter()).isEqualTo(" ");
    assertThat(task.formatting().fewshotDelimiter()).isEqualTo("\n\n");
    assertThat(task.fewShot().count()).isZero();
    assertThat(task.fewShot().sampler()).isEqualTo("default");
    assertThat(task.metrics()).extracting(MetricConfig::metric).containsExactly("exact_match");
    assertThat(task.generation().until()).containsExactly("\n\n");
    assertThat(task.generation().maxTokens()).isEqualTo(256);
    assertThat(task.generation().sample()).isFalse();
    assertThat(task.filters())
        .containsExactly(
            new FilterPipeline("none", List.of(new FilterPipeline.Step("take_first", Map.of()))));
    assertThat(task.repeats()).isEqualTo(1);
  }

  @Test
  void dataLieBesideTheTaskFileAndPatternsMeanSeveralFiles() {
    TaskConfig task = config(spec("rivers.yaml"));

    assertThat(task.source().documents("test").rows()).hasSize(1);
    assertThat(task.source().documents("train").rows())
        .extracting(row -> row.get("answer"))
        .containsExactly("Africa", "Europe");
    Map<String, Object> first = task.source().documents("test").rows().get(0);
    assertThat(task.formatting().text().orElseThrow().text(first, List.of("question"), false))
        .isEqualTo("Q: Where is the Rhine?\nA:");
  }

  @Test
  void includesAreMergedAndTheNearerKeyWins() throws IOException {
    write("base/_rivers", RIVERS + "num_fewshot: 3\ndescription: Geography.\n");
    write("base/rivers.jsonl", "{}");
    write("lakes.yaml", "include: base/_rivers\ntask: lakes\ndescription: null\nnum_fewshot: 1\n");

    TaskConfig task = config(spec("lakes.yaml"));

    assertThat(task.task()).isEqualTo("lakes");
    assertThat(task.fewShot().count()).isEqualTo(1);
    assertThat(task.description()).isEmpty();
    assertThat(task.source().files("test")).containsExactly(folder.resolve("base/rivers.jsonl"));
  }

  @Test
  void anEscapeThatJsonHasIsUnderstoodAsInPython() throws IOException {
    write(
        "slash.yaml",
        "include: rivers.yaml\ntask: slash\ndescription: \"😀 1\\/2 a\\/b 'c\\\\/'\"\n");
    assertThat(config(spec("slash.yaml")).description().orElseThrow().source())
        .isEqualTo("😀 1/2 a/b 'c\\/'");
  }

  @Test
  void includesThatGoRoundInACircleAreRefused() throws IOException {
    write("a.yaml", "include: b.yaml\ntask: a\n");
    write("b.yaml", "include: a.yaml\n");
    assertThatThrownBy(() -> config(spec("a.yaml")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'include' goes round in a circle");
  }

  @Test
  void aGroupIsItsTasksAndHandsDownWhatItSets() throws IOException {
    write("lakes.yaml", "include: rivers.yaml\ntask: lakes\nnum_fewshot: 0\n");
    write(
        "water.yaml",
        """
        group: water
        group_alias: Water
        task:
          - rivers
          - {task: lakes, num_fewshot: 2}
          - group: salt
            task: [seas]
        description: "About water.\\n"
        num_fewshot: 1
        metadata: {version: 2}
        """);
    write("seas.yaml", "include: rivers.yaml\ntask: seas\nmetadata: {version: 1}\n");

    assertThat(names(spec("water.yaml")))
        .containsExactly("lm-eval:rivers", "lm-eval:lakes", "lm-eval:seas");
    assertThat(names(spec("", "task", "water"))).hasSize(3);
    assertThat(names(spec("", "task", "water", "name", "w")))
        .containsExactly("lm-eval:w/rivers", "lm-eval:w/lakes", "lm-eval:w/seas");
    TaskConfig lakes = config(spec("", "task", "water/lakes"));
    assertThat(lakes.fewShot().count()).isEqualTo(2);
    assertThat(lakes.groups()).containsExactly("water");
    assertThat(lakes.description().orElseThrow().source()).isEqualTo("About water.\n");
    assertThat(config(spec("", "task", "lakes")).fewShot().count()).isZero();
    TaskConfig seas = config(spec("water.yaml", "task", "seas"));
    assertThat(seas.groups()).containsExactly("water", "water::salt");
    assertThat(seas.fewShot().count()).isEqualTo(1);
    assertThat(seas.metadata()).containsEntry("version", 1L);
  }

  @Test
  void aTaskThatAGroupListsTwiceRunsOnceAsTheLaterEntrySays() throws IOException {
    write("water.yaml", "group: water\ntask: [rivers, {task: rivers, num_fewshot: 1}]\n");

    assertThat(names(spec("water.yaml"))).containsExactly("lm-eval:rivers");
    assertThat(config(spec("water.yaml")).fewShot().count()).isEqualTo(1);
  }

  @Test
  void aGroupThatNamesWhatIsNotThereIsRefused() throws IOException {
    write("water.yaml", "group: water\ntask: [rivers, laks]\n");
    assertThatThrownBy(() -> names(spec("water.yaml")))
        .hasMessageStartingWith("unknown member of the group 'water' in ")
        .hasMessageContaining("'laks'");
  }

  @Test
  void aTagIsAllTasksThatHaveItAndAPatternAllThatItMatches() throws IOException {
    write("lakes.yaml", "include: rivers.yaml\ntask: lakes\n");
    write("seas.yaml", "include: rivers.yaml\ntask: seas\ntag: short\n");

    assertThat(names(spec("", "task", "geography")))
        .containsExactly("lm-eval:lakes", "lm-eval:rivers");
    assertThat(names(spec("", "task", "*s"))).hasSize(3);
    assertThatThrownBy(() -> names(spec("", "task", "rivrs")))
        .hasMessageStartingWith("unknown task, group or tag in ")
        .hasMessageContaining("did you mean 'rivers'?");
    assertThatThrownBy(() -> names(spec("")))
        .hasMessageContaining("is a folder; name a task, group or tag in it: task=NAME");
  }

  @Test
  void theNumberOfWorkedExamplesMayBeGivenUnlessTheTaskSaysZero() throws IOException {
    write("none.yaml", "include: rivers.yaml\ntask: none\nnum_fewshot: 0\n");

    assertThat(config(spec("rivers.yaml", "num-fewshot", "4")).fewShot().count()).isEqualTo(4);
    assertThat(config(spec("none.yaml", "num-fewshot", "4")).fewShot().count()).isZero();
  }

  @Test
  void dataMayLieInAnotherFolder() throws IOException {
    write("elsewhere/rivers.jsonl", "{}");
    Path file =
        write(
            "tasks/rivers.yaml",
            RIVERS
                .replace(", train: \"rivers*.jsonl\"", "")
                .replace("training_split: train\n", ""));
    Path elsewhere = folder.resolve("elsewhere");

    assertThat(
            config(spec("tasks/rivers.yaml", "data-dir", elsewhere.toString()))
                .source()
                .files("test"))
        .containsExactly(elsewhere.resolve("rivers.jsonl"));
    assertThatThrownBy(() -> config(spec("tasks/rivers.yaml")))
        .hasMessageStartingWith(
            file + ", dataset_kwargs.data_files: there is no file 'rivers.jsonl'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          process_docs: !function utils.prepare | process_docs: calls the Python function 'utils.prepare', which Assay does not run; prepare the documents once
          doc_to_text: !function utils.text | doc_to_text: calls the Python function 'utils.text', which Assay does not run; write it as a template
          metric_list: [{metric: acc, aggregation: !function utils.mean}] | metric_list[0].aggregation: calls the Python function 'utils.mean'
          fewshot_config: {samples: !function utils.samples} | fewshot_config.samples: calls the Python function
          metric_list: [{metric: f1, hf_evaluate: true}] | metric_list[0].hf_evaluate: the metric 'f1' is Python of Hugging Face's evaluate
          doc_to_image: image | doc_to_image: pictures and sounds in prompts are not known to Assay
          unsafe_code: true | unsafe_code: Assay does not run code that a model wrote
          dataset_path: EleutherAI/lambada | dataset_path: 'EleutherAI/lambada' is a data set of the Hugging Face hub, and Assay reads local files
          dataset_kwargs: {data_files: {test: "hf://x/y.jsonl"}} | dataset_kwargs.data_files: 'hf://x/y.jsonl' is no local file
          dataset_kwargs: {data_file: x} | dataset_kwargs: needs data_files, such as {data_files: {test: test.jsonl}}
          doc_to_txt: x | 'doc_to_txt'; did you mean 'doc_to_text'?
          output_type: multiple_choices | 'multiple_choices'; did you mean 'multiple_choice'?
          output_type: multiple_choice | doc_to_choice: is missing, and output_type is multiple_choice
          test_split: tests | 'tests'; did you mean 'test'?
          test_split: null | test_split: is missing, and validation_split is too
          fewshot_config: {sampler: balanced} | 'balanced'
          fewshot_config: {fewshot_indices: [1]} | 'fewshot_indices'
          description: "open | , line 10: no YAML: found unexpected end of stream
          num_fewshot: many | num_fewshot: must be a whole number, not 'many'
          doc_to_target: {a: b} | doc_to_target: cannot be '{a=b}'; write a template
          doc_to_text: "{% shout %}" | doc_to_text: the tag 'shout' is not known here; there are if, for, set and raw, in {% shout %}
          generation_kwargs: {until: 5} | generation_kwargs.until: must be a text or a list of texts, not '5'
          filter_list: [{name: a, filter: [{regex: x}]}] | filter_list[0].filter[0].function: is missing
          """)
  void whatCannotBeFollowedIsNamedWithItsFileAndKey(String line, String expected)
      throws IOException {
    String key = line.substring(0, line.indexOf(':') + 1);
    StringBuilder text = new StringBuilder();
    RIVERS.lines().filter(l -> !l.startsWith(key)).forEach(l -> text.append(l).append('\n'));
    Path file = write("rivers.yaml", text + line + "\n");

    assertThatThrownBy(() -> config(spec("rivers.yaml")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(expected);
  }

  @Test
  void theFileOfAnIncludedKeyIsNamedNotTheTasks() throws IOException {
    Path base = write("_base.yaml", "process_docs: !function utils.prepare\n" + RIVERS);
    write("rivers.yaml", "include: _base.yaml\ntask: rivers\n");
    assertThatThrownBy(() -> config(spec("rivers.yaml")))
        .hasMessageStartingWith(base + ", process_docs: ");

    write("rivers.yaml", "include: _base.yaml\ntask: rivers\nprocess_docs: null\n");
    assertThat(selection(spec("rivers.yaml")).config(new TaskLibrary(), new DataStore(List.of())))
        .isNotNull();
  }

  @Test
  void choicesAreAListAFieldOrATemplate() {
    Map<String, Object> document = Map.of("a", "it's", "options", List.of("x", "y"));

    assertThat(Expression.of("f", List.of("no", "yes")).choices(document, List.of()))
        .containsExactly("no", "yes");
    assertThat(Expression.of("f", "options").choices(document, List.of("options")))
        .containsExactly("x", "y");
    assertThat(Expression.of("f", "{{[a, 'b']}}").choices(document, List.of()))
        .containsExactly("it's", "b");
    assertThatThrownBy(() -> Expression.of("f", List.of("a", true)).choices(document, List.of()))
        .hasMessageContaining("the choices must be texts, but there is true");
  }

  @Test
  void digitsAreTheNumberOfAChoiceWhereThereAreChoices() {
    Map<String, Object> document = Map.of("label", 2L);
    Expression label = Expression.of("f", "{{label}}");

    assertThat(label.target(document, List.of("label"), true)).isEqualTo(2L);
    assertThat(label.target(document, List.of("label"), false)).isEqualTo("2");
    assertThat(Expression.of("f", "label").target(document, List.of("label"), true)).isEqualTo(2L);
    assertThat(Expression.of("f", "{{['a', 'b']}}").target(document, List.of(), false))
        .isEqualTo(List.of("a", "b"));
  }
}
