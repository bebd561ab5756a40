package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Settings;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;
import dev.assay.summary.Summarizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A run for tests of what a report shows of models that reason before they answer: thoughts,
 * controls, shortcuts and swapped questions. Answers, traces and usage are made up from a seed; the
 * core's summariser does the rest.
 */
final class ThoughtsRun {
  private static final int QUESTIONS = 200;
  private static final int TRACED = 5;
  private static final List<String> CHAINS =
      List.of(
          "chain_shortest",
          "chain_longer",
          "chain_hallucinated",
          "chain_wrong_target",
          "chain_none");

  /**
   * A made-up model.
   *
   * @param skill how often it looks the answer up in the graph
   * @param shortcut how often it otherwise takes the deeper candidate, asked or not
   * @param thoughts continuous ones
   * @param tokens written
   */
  record Thinker(
      String name, String method, double skill, double shortcut, int thoughts, int tokens) {
    String family() {
      return method.isEmpty() ? "heuristic" : method.equals("coconut") ? "coconut" : "tokenized";
    }

    boolean thinks() {
      return thoughts > 0 || name.contains("0 thoughts");
    }

    /** Variants of a model have its files. */
    String files() {
      return name.replaceAll(", \\d thoughts", "");
    }
  }

  static final List<Thinker> THINKERS =
      List.of(
          new Thinker("coconut-prosqa", "coconut", 0.93, 0.5, 6, 8),
          new Thinker("coconut-prosqa, 3 thoughts", "coconut", 0.75, 0.6, 3, 8),
          new Thinker("coconut-prosqa, 1 thoughts", "coconut", 0.45, 0.7, 1, 8),
          new Thinker("coconut-prosqa, 0 thoughts", "coconut", 0.3, 0.7, 0, 8),
          new Thinker("coconut-prosqa-no-curriculum", "coconut without curriculum", 0.1, 0.8, 6, 8),
          new Thinker("cot-prosqa", "cot", 0.6, 0.6, 0, 49),
          new Thinker("no-cot-prosqa", "no-cot", 0.1, 0.85, 0, 8),
          new Thinker("icot-prosqa", "icot", 0.55, 0.85, 0, 8),
          new Thinker("pause-prosqa", "pause", 0.1, 0.8, 0, 8),
          new Thinker("pause-as-thought-prosqa", "coconut, pause as thought", 0.93, 0.5, 0, 8),
          new Thinker("deeper-candidate", "", 0, 1, 0, 0));

  private ThoughtsRun() {}

  private record Question(MadeUpGraph graph, Example example) {}

  static RunResult run() {
    return run(
        List.of(
            task("prosqa/test", "prosqa", "ProsQA", false, false),
            task("prosqa/test-entity-swap", "prosqa", "ProsQA, entity swap", false, true),
            task("prosqa-small/plain", "prosqa-small", "ProsQA, small (generated)", true, false),
            arithmetic()));
  }

  private static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    Random random = new Random(6);
    for (int i = 0; i < QUESTIONS; i++) {
      MadeUpGraph graph = MadeUpGraph.of(random);
      questions.add(new Question(graph, graph.example(Integer.toString(i), random)));
    }
    return questions;
  }

  private static final List<Question> ALL = questions();

  static StatedTask task(
      String name, String group, String title, boolean generated, boolean swapped) {
    List<Metric> metrics = new ArrayList<>();
    if (swapped) {
      metrics.add(Metric.accuracy("pair_right"));
    }
    metrics.add(Metric.accuracy("exact_match"));
    if (swapped) {
      metrics.add(Metric.accuracy("swapped_match"));
    } else {
      CHAINS.forEach(c -> metrics.add(Metric.accuracy(c)));
    }
    return new StatedTask(
        card(name, group, title, generated), ALL.stream().map(Question::example).toList(), metrics);
  }

  static StatedTask arithmetic() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      examples.add(
          new Example(
              Integer.toString(i),
              Map.of("question", "Ann has " + i + " pens and buys 5. How many has she?"),
              Integer.toString(i + 5)));
    }
    return new StatedTask(
        card("arithmetic", "arithmetic", "Arithmetic (generated)", true),
        examples,
        List.of(Metric.accuracy("exact_match")));
  }

  private static BenchmarkCard card(String name, String group, String title, boolean generated) {
    return new BenchmarkCard(
        name, "1", title, group, "For tests.", "made up", "CC0-1.0", "0", generated);
  }

  static RunResult run(List<StatedTask> tasks) {
    return run(tasks, THINKERS);
  }

  static RunResult run(List<StatedTask> tasks, List<Thinker> thinkers) {
    Plan plan =
        new Plan(
            "thoughts",
            Settings.DEFAULT,
            thinkers.stream().map(ThoughtsRun::planned).toList(),
            tasks.stream().map(t -> new PlannedBenchmark(t, t.examples())).toList());
    List<ExampleResult> results = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (Thinker thinker : thinkers) {
      for (StatedTask task : tasks) {
        for (int i = 0; i < task.examples().size(); i++) {
          results.add(result(thinker, task, i));
        }
        double wall = 0.002 * (1 + thinker.thoughts() + thinker.tokens());
        timings.add(
            new Timing(
                thinker.name(),
                task.card().name(),
                wall,
                thinker.method().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(0.9 * wall)));
      }
    }
    return new RunResult(
        MadeUpManifest.of(plan, "thoughts.yaml"),
        Summarizer.summarize(plan, results, timings),
        results);
  }

  private static ExampleResult result(Thinker thinker, StatedTask task, int i) {
    Example example = task.examples().get(i);
    boolean graph = !task.card().name().equals("arithmetic");
    Random random = new Random(Sha256.of(thinker.name() + task.card().name() + i).hashCode());
    Map<String, Double> values = new TreeMap<>();
    if (graph) {
      score(thinker, task, ALL.get(i).graph(), random, values);
    } else {
      values.put("exact_match", random.nextDouble() < 0.2 + thinker.skill() / 2 ? 1.0 : 0.0);
    }
    String answer = values.get("exact_match") == 1 ? example.target() : "Sally is a mistake.";
    boolean pair = values.containsKey("swapped_match");
    return new ExampleResult(
        thinker.name(),
        task.card().name(),
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        example.fields().get("question") + "\n",
        pair ? List.of("### " + answer, "### " + answer) : List.of("### " + answer),
        Optional.of(new Score(values, answer)),
        Optional.empty(),
        pair ? usage(thinker).plus(usage(thinker)) : usage(thinker),
        thinker.thinks() && i < TRACED
            ? Optional.of(
                graph
                    ? trace(thinker.thoughts(), ALL.get(i).graph(), thinker.skill(), random)
                    : numbers(thinker.thoughts(), random))
            : Optional.empty(),
        false);
  }

  private static void score(
      Thinker thinker, StatedTask task, MadeUpGraph graph, Random random, Map<String, Double> out) {
    boolean deeperIsRight = graph.distanceToTarget() >= graph.distanceToOther();
    boolean looksUp = random.nextDouble() < thinker.skill();
    boolean takesDeeper = random.nextDouble() < thinker.shortcut();
    boolean right = looksUp || takesDeeper == deeperIsRight;
    out.put("exact_match", right ? 1.0 : 0.0);
    if (task.metrics().stream().anyMatch(m -> m.name().equals("swapped_match"))) {
      boolean swapped = looksUp || !right;
      out.put("swapped_match", swapped ? 1.0 : 0.0);
      out.put("pair_right", right && swapped ? 1.0 : 0.0);
    } else {
      double luck = random.nextDouble();
      boolean writes = thinker.tokens() > 20;
      String chain =
          !writes
              ? "chain_none"
              : right
                  ? luck < 0.85 ? "chain_shortest" : "chain_longer"
                  : luck < 0.6 ? "chain_hallucinated" : "chain_wrong_target";
      CHAINS.forEach(c -> out.put(c, c.equals(chain) ? 1.0 : 0.0));
    }
  }

  private static Usage usage(Thinker thinker) {
    int passes = thinker.method().isEmpty() ? 0 : thinker.thoughts() + thinker.tokens();
    return new Usage(
        700,
        25,
        thinker.method().isEmpty() ? 0 : 160,
        thinker.tokens(),
        0,
        thinker.thoughts(),
        0,
        passes,
        passes == 0 ? 0 : 1.2e6 * (160 + passes),
        0.01);
  }

  /** The frontier of a model that looks one step further with each thought, and some noise. */
  static Trace trace(int thoughts, MadeUpGraph graph, double skill, Random random) {
    List<QuestionGraph.Edge> edges =
        graph.edges().stream().map(e -> new QuestionGraph.Edge(e[0], e[1])).toList();
    List<Integer> distances = QuestionGraph.distances(graph.names().size(), edges, i -> i == 0);
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int step = 0; step <= thoughts; step++) {
      Map<String, Double> masses = new LinkedHashMap<>();
      for (int node = 0; node < graph.names().size(); node++) {
        int late = distances.get(node) - 1 - step;
        double weight = distances.get(node) < 1 ? 0.02 : Math.exp(-2.2 * Math.abs(late));
        masses.put(" " + graph.names().get(node), weight * (1.2 - skill + random.nextDouble()));
      }
      masses.put(" is a", 0.1);
      masses.put("\n### ", 0.02 * step);
      masses.put(" " + graph.names().get(2).charAt(0), 0.03);
      steps.add(step(masses));
    }
    return trace(thoughts, steps);
  }

  private static Trace numbers(int thoughts, Random random) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int step = 0; step <= thoughts; step++) {
      Map<String, Double> masses = new LinkedHashMap<>();
      for (String token : List.of("<<", "12", "+", "17", ">>", "\n", " <b>7</b>", "### ")) {
        masses.put(token, random.nextDouble());
      }
      steps.add(step(masses));
    }
    return trace(thoughts, steps);
  }

  static Trace trace(int thoughts, List<Map<String, Object>> steps) {
    return new Trace("thoughts", Map.of("count", thoughts, "endedBy", "count", "steps", steps));
  }

  /** Masses that are made to add up to nearly one, as a model writes them. */
  private static Map<String, Object> step(Map<String, Double> masses) {
    double sum = 1.01 * masses.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Map.Entry<String, Double>> sorted =
        masses.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList();
    return Map.of(
        "tokens", sorted.stream().map(Map.Entry::getKey).toList(),
        "probabilities", sorted.stream().map(e -> e.getValue() / sum).toList());
  }

  private static PlannedModel planned(Thinker thinker) {
    Map<String, String> options =
        thinker.name().equals(thinker.files())
            ? Map.of()
            : Map.of("thoughts", Integer.toString(thinker.thoughts()));
    ModelCard card =
        new ModelCard(
            thinker.name(),
            thinker.family(),
            "A made-up model for the tests of the report.",
            "Apache-2.0",
            "nothing; it draws lots",
            thinker.method().isEmpty() ? OptionalLong.empty() : OptionalLong.of(712_960),
            thinker.method().isEmpty()
                ? Map.of()
                : Map.of("decoder.onnx", Sha256.of(thinker.files())),
            thinker.method().isEmpty() ? Map.of() : Map.of("method", thinker.method()));
    return new PlannedModel(
        new ModelSpec(thinker.name(), "made-up", options), card, Sha256.of(thinker.name()), false);
  }
}
