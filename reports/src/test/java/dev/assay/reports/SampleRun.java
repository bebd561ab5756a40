package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.model.GeneratedText;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Settings;
import dev.assay.reports.WordTask.Scoring;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;
import dev.assay.summary.Summarizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A run for tests. The models are made up: each answers right with a given probability, drawn from
 * a seed, and spoils its answer otherwise. The numbers are not: the core's summariser computes them
 * from the answers, as in every run.
 */
final class SampleRun {
  /** Texts that must stay texts. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "</script><script>document.title='broken'</script>",
          "<!-- <script> -->",
          "<img src=x onerror=alert(1)>",
          "safe \u202etxet gnorts\u202c end",
          "a NUL \0 and a bell \u0007",
          "\u001b[31mred\u001b[0m \u001b]0;title\u0007",
          "${7*7} #{7*7} <#if true>yes</#if> [=7*7]",
          "half a character \ud83d and a line separator \u2028.",
          "quotes \" ' ` &amp; &lt; \\u003c \\",
          "| pipe | *bold* [link](javascript:alert(1)) @someone #1",
          "x".repeat(1 << 20));

  private static final List<String> WORDS =
      List.of(
          "orchard", "lantern", "velvet", "copper", "meadow", "harbour", "thistle", "saddle",
          "pepper", "window", "glacier", "puzzle", "anchor", "ribbon", "walnut", "marble");

  /** A made-up model; sees says whether it looks at the answers. */
  record Speaker(
      String name, String family, boolean sees, double skill, double flopsPerByte, double pace) {}

  private static final List<Speaker> SPEAKERS =
      List.of(
          new Speaker("bpe-small", "tokenized", false, 0.58, 0.9e6, 0.004),
          new Speaker("bytes-small", "blt", false, 0.64, 1.7e6, 0.0095),
          new Speaker("thoughts-small", "coconut", false, 0.41, 2.6e6, 0.013),
          new Speaker("majority-label", "trivial", true, 0.12, 0, 0.00002));

  private SampleRun() {}

  /**
   * When a run was made, which decides on what the models answer.
   *
   * @param seed of the lots that they draw
   * @param started ISO 8601
   * @param gains by model, how much likelier right answers are than on the first day
   */
  record Day(String seed, String started, Map<String, Double> gains) {
    static final Day FIRST = new Day("", "2026-03-14T09:26:53Z", Map.of());

    double gain(Speaker speaker) {
      return gains.getOrDefault(speaker.name(), 0.0);
    }

    /** Models that answer alike on both days draw the same lots. */
    String seed(Speaker speaker) {
      return gains.containsKey(speaker.name()) ? seed : "";
    }
  }

  /** Four models, three groups, failures, traces and hostile texts. */
  static RunResult small() {
    return run("sample <suite>", smallTasks(), Day.FIRST, Optional::of);
  }

  /**
   * The same on another day: one model better, one worse, two the same. The last twenty examples of
   * a task are missing, and the first has another content.
   */
  static RunResult smallLater() {
    Day day =
        new Day("later", "2026-03-15T09:26:53Z", Map.of("bpe-small", 0.35, "bytes-small", -0.45));
    return run("sample <suite>", smallTasks(), day, SampleRun::changed);
  }

  private static Optional<ExampleResult> changed(ExampleResult e) {
    if (!e.benchmark().equals("letters/first")) {
      return Optional.of(e);
    }
    int number = Integer.parseInt(e.example());
    if (number >= 40) {
      return Optional.empty();
    }
    return number > 0 ? Optional.of(e) : Optional.of(withAnotherWord(e));
  }

  private static ExampleResult withAnotherWord(ExampleResult e) {
    return new ExampleResult(
        e.model(),
        e.benchmark(),
        e.example(),
        Sha256.of("another"),
        Map.of("word", "another"),
        e.target(),
        e.prompt().replace("orchard", "another"),
        e.outputs(),
        e.score(),
        e.failure(),
        e.usage(),
        e.trace(),
        e.cached());
  }

  private static List<WordTask> smallTasks() {
    return List.of(
        task("letters/spell", "letters", "Spelling", "Spell out the word.", 60, s -> spaced(s)),
        task("letters/reverse", "letters", "Reversing", "Reverse the word.", 60, s -> reversed(s)),
        task(
            "letters/first",
            "letters",
            "First letter",
            "Give the first letter.",
            60,
            s -> s.substring(0, 1)),
        task("letters/double", "letters", "Doubling", "Double every letter.", 60, s -> doubled(s)),
        task(
            "letters/vowels",
            "letters",
            "Without vowels",
            "Leave the vowels out.",
            60,
            s -> s.replaceAll("[aeiou]", "")),
        task(
            "letters/capitals",
            "letters",
            "Capitals",
            "Write in capitals.",
            60,
            s -> s.toUpperCase(java.util.Locale.ROOT)),
        new WordTask(
            "copy/hostile",
            "copy",
            "Copying odd texts",
            "Copy the text.",
            hostile(),
            Scoring.WRONG_CHARACTERS),
        new WordTask(
            "overlap",
            "overlap",
            "Overlap",
            "Say the word again.",
            words(40, s -> s),
            Scoring.CORPUS_OVERLAP));
  }

  /** Fourteen tasks of a given size, to see how large and slow a report becomes. */
  static RunResult large(int examples) {
    return large(examples, Day.FIRST);
  }

  /** The same on any day. */
  static RunResult large(int examples, Day day) {
    List<WordTask> tasks = new ArrayList<>();
    for (int i = 1; i <= 14; i++) {
      tasks.add(
          task(
              "letters/task" + i,
              "letters",
              "Task " + i,
              "Spell out the word.",
              examples,
              s -> spaced(s)));
    }
    return run("large", tasks, day, Optional::of);
  }

  private static WordTask task(
      String name,
      String group,
      String title,
      String asked,
      int size,
      UnaryOperator<String> answer) {
    return new WordTask(
        name, group, title + " (generated)", asked, words(size, answer), Scoring.EXACT_MATCH);
  }

  private static List<Example> words(int size, UnaryOperator<String> answer) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String word =
          WORDS.get(i % WORDS.size())
              + (i < WORDS.size() ? "" : WORDS.get(i / WORDS.size() % WORDS.size()));
      examples.add(new Example(Integer.toString(i), Map.of("word", word), answer.apply(word)));
    }
    return examples;
  }

  private static List<Example> hostile() {
    List<Example> examples = new ArrayList<>();
    for (String text : HOSTILE) {
      String id = "odd-" + examples.size();
      examples.add(
          new Example(id, Map.of("text", text.length() > 9999 ? "a long line" : text), text));
    }
    return examples;
  }

  private static String spaced(String word) {
    return String.join(" ", word.split(""));
  }

  private static String reversed(String word) {
    return new StringBuilder(word).reverse().toString();
  }

  private static String doubled(String word) {
    return word.replaceAll(".", "$0$0");
  }

  private static RunResult run(
      String suite,
      List<WordTask> tasks,
      Day day,
      Function<ExampleResult, Optional<ExampleResult>> kept) {
    List<PlannedModel> models = SPEAKERS.stream().map(s -> planned(s, day)).toList();
    List<PlannedBenchmark> benchmarks =
        tasks.stream().map(t -> new PlannedBenchmark(t, t.examples())).toList();
    Plan plan = new Plan(suite, Settings.DEFAULT, models, benchmarks);
    List<ExampleResult> results = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (Speaker speaker : SPEAKERS) {
      for (WordTask task : tasks) {
        for (int i = 0; i < task.examples().size(); i++) {
          kept.apply(result(speaker, task, i, day)).ifPresent(results::add);
        }
        double wall = speaker.pace() * task.examples().size();
        timings.add(
            new Timing(
                speaker.name(),
                task.name(),
                wall,
                speaker.sees() ? OptionalDouble.empty() : OptionalDouble.of(wall * 0.962)));
      }
    }
    return new RunResult(
        manifest(plan, day), Summarizer.summarize(plan, results, timings), results);
  }

  private static ExampleResult result(Speaker speaker, WordTask task, int i, Day day) {
    Example example = task.examples().get(i);
    String lot = day.seed(speaker) + speaker.name() + task.name() + i;
    Random random = new Random(Sha256.of(lot).hashCode());
    String output = output(speaker, task, example, random, day);
    boolean fails =
        speaker.family().equals("coconut") && task.name().equals("letters/reverse") && i % 20 == 7;
    Optional<Score> score =
        fails
            ? Optional.empty()
            : Optional.of(
                task.score(example, List.of(new GeneratedText(output, GeneratedText.Finish.STOP))));
    return new ExampleResult(
        speaker.name(),
        task.name(),
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        task.prompt(example),
        fails ? List.of() : List.of(output),
        score,
        fails ? Optional.of("no answer within 600 s <b>\u001b[0m") : Optional.empty(),
        usage(speaker, task.prompt(example), output),
        trace(speaker, example, i),
        false);
  }

  private static String output(
      Speaker speaker, WordTask task, Example example, Random random, Day day) {
    String target = example.target();
    if (task.group().equals("copy") && (target.length() > 9_999 || random.nextDouble() < 0.7)) {
      return target;
    }
    double skill = speaker.skill() + day.gain(speaker);
    boolean right = random.nextDouble() < skill + 0.25 * Math.sin(task.name().hashCode());
    String answer = right ? target : spoilt(target, random);
    return speaker.family().equals("coconut") ? answer : "The answer is \"" + answer + "\"";
  }

  private static String spoilt(String target, Random random) {
    StringBuilder text = new StringBuilder(target);
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, (char) ('a' + random.nextInt(26)));
      default -> text.setCharAt(at, '#');
    }
    return text.toString();
  }

  private static Usage usage(Speaker speaker, String prompt, String output) {
    long in = prompt.getBytes(StandardCharsets.UTF_8).length;
    long out = output.getBytes(StandardCharsets.UTF_8).length;
    boolean tokens = speaker.family().equals("tokenized") || speaker.family().equals("coconut");
    return new Usage(
        in,
        out,
        tokens ? in / 4 : 0,
        tokens ? out / 4 + 1 : 0,
        speaker.family().equals("blt") ? in / 5 : 0,
        speaker.family().equals("coconut") ? 6 : 0,
        0,
        speaker.sees() ? 0 : tokens ? out / 4 + 2 : out + 1,
        speaker.flopsPerByte() * (in + out),
        speaker.pace());
  }

  private static Optional<Trace> trace(Speaker speaker, Example example, int i) {
    if (i >= 3 || !speaker.family().equals("blt")) {
      return Optional.empty();
    }
    return Optional.of(
        new Trace(
            "patches",
            Map.of("boundaries", List.of(0, 4, 9), "entropies", List.of(2.5, 0.31, 1.75))));
  }

  private static PlannedModel planned(Speaker speaker, Day day) {
    String name = speaker.name();
    ModelCard card =
        new ModelCard(
            name,
            speaker.family(),
            "A made-up model for the tests of the report.",
            "Apache-2.0",
            speaker.sees() ? "nothing" : "nothing; it draws lots",
            speaker.sees() ? OptionalLong.empty() : OptionalLong.of(2_345_678),
            speaker.sees() ? Map.of() : Map.of("model.onnx", Sha256.of(name)),
            Map.of("context length", "1024"));
    return new PlannedModel(
        new ModelSpec(name, "made-up", Map.of("skill", Double.toString(speaker.skill()))),
        card,
        Sha256.of("fingerprint of " + name + day.seed(speaker)),
        speaker.sees());
  }

  private static Manifest manifest(Plan plan, Day day) {
    return new Manifest(
        1,
        "0.1.0",
        plan.suite(),
        plan.hash(),
        List.of("assay", "run", "sample suite.yaml", "--device", "cpu"),
        day.started(),
        Map.of("device", "cpu", "seed", "0", "batch-size", "64", "threads", "2"),
        Map.of("os", "Linux 6.1 amd64", "java", "17.0.10", "onnxruntime", "1.29.0"),
        plan.models().stream()
            .map(
                m ->
                    new Manifest.ModelEntry(
                        m.card(),
                        m.spec().provider(),
                        m.spec().options(),
                        m.fingerprint(),
                        m.seesBenchmark()))
            .toList(),
        plan.benchmarks().stream()
            .map(
                b ->
                    new Manifest.BenchmarkEntry(
                        b.benchmark().card(), b.examples().size(), b.examples().size()))
            .toList());
  }

  /** The same run without any example, as if every model had been stopped at once. */
  static RunResult withoutExamples(RunResult run) {
    return new RunResult(run.manifest(), run.summary(), Collections.emptyList());
  }
}
