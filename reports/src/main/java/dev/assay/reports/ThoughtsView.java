package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.reports.ThoughtTrace.Decoded;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What continuous thoughts hold on one benchmark, as far as traces were kept: on the question's
 * graph where the question spells one out, else as lists of tokens.
 *
 * @param means per model the mean masses over all traced questions with a graph
 * @param drawn per model its first traced questions with a graph
 * @param listed per model its first traced questions without one
 */
record ThoughtsView(List<Means> means, List<Drawn> drawn, List<Listed> listed) {
  private static final int MOST_EXAMPLES = 3;
  private static final int MOST_TOKENS = 6;
  private static final int MOST_ROWS = 33;

  /** Mean masses of a model's thoughts. */
  record Means(ModelView model, String examples, List<Mean> rows) {}

  /**
   * A thought.
   *
   * @param examples over how many questions it is the mean, where not over all; else empty
   */
  record Mean(String title, String examples, List<Tinted> masses) {}

  /** A share and its tint, from 0 for none to 6 for all. */
  record Tinted(String share, int tint) {}

  /**
   * The drawings of a model.
   *
   * @param open whether to show the first one unasked; not for models that differ from another of
   *     the run only in how long they think
   */
  record Drawn(ModelView model, boolean open, List<Example> examples) {}

  /** A question's drawing. */
  record Example(String id, ThoughtDrawing drawing) {}

  /** The lists of a model. */
  record Listed(ModelView model, List<Lists> examples) {}

  /**
   * A question's lists.
   *
   * @param summary how many thoughts and what ended them
   * @param ended whether rows say how probable the end of thinking was
   */
  record Lists(String id, String summary, boolean ended, List<Row> rows) {}

  /** The most probable tokens of a thought, and how probable it was that thinking ends there. */
  record Row(String title, String end, List<Token> tokens) {}

  /** A token with its probability. */
  record Token(String text, String share) {}

  private record Traced(AskedExample example, ThoughtTrace trace, Optional<QuestionGraph> graph) {}

  /** Empty where no model left a trace of thoughts. */
  static Optional<ThoughtsView> of(RunIndex run, String benchmark, List<ModelView> models) {
    List<AskedExample> examples = run.examples(benchmark);
    Methods methods = new Methods(run);
    List<Means> means = new ArrayList<>();
    List<Drawn> drawn = new ArrayList<>();
    List<Listed> listed = new ArrayList<>();
    for (ModelView model : models) {
      List<Traced> traced =
          examples.stream().flatMap(e -> traced(e, model.name()).stream()).toList();
      List<Traced> graphs = traced.stream().filter(t -> t.graph().isPresent()).toList();
      List<Traced> others = traced.stream().filter(t -> t.graph().isEmpty()).toList();
      if (!graphs.isEmpty()) {
        means.add(means(model, graphs));
        boolean whole = !methods.thinksOtherwise(model.name());
        drawn.add(
            new Drawn(
                model,
                whole,
                graphs.stream()
                    .limit(whole ? MOST_EXAMPLES : 1)
                    .map(ThoughtsView::drawing)
                    .toList()));
      }
      if (!others.isEmpty()) {
        listed.add(
            new Listed(
                model, others.stream().limit(MOST_EXAMPLES).map(ThoughtsView::lists).toList()));
      }
    }
    return means.isEmpty() && listed.isEmpty()
        ? Optional.empty()
        : Optional.of(new ThoughtsView(means, drawn, listed));
  }

  private static Optional<Traced> traced(AskedExample example, String model) {
    return example
        .of(model)
        .flatMap(
            result ->
                result
                    .trace()
                    .flatMap(ThoughtTrace::of)
                    .map(trace -> new Traced(example, trace, graph(result))));
  }

  /** The question as a graph, where it is one. */
  private static Optional<QuestionGraph> graph(ExampleResult result) {
    return Optional.ofNullable(result.fields().get("question"))
        .flatMap(question -> QuestionGraph.of(question, result.target()));
  }

  private static Example drawing(Traced t) {
    return new Example(t.example().id(), ThoughtDrawing.of(t.graph().orElseThrow(), t.trace()));
  }

  private static Means means(ModelView model, List<Traced> graphs) {
    int longest =
        Math.min(
            MOST_ROWS, graphs.stream().mapToInt(t -> t.trace().steps().size()).max().orElseThrow());
    List<Mean> rows = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      int step = i;
      List<Frontier> frontiers =
          graphs.stream()
              .filter(t -> t.trace().steps().size() > step)
              .map(t -> Frontier.of(t.graph().orElseThrow(), t.trace().steps().get(step)))
              .toList();
      List<ToDoubleFunction<Frontier>> parts =
          List.of(
              Frontier::children,
              Frontier::grandchildren,
              Frontier::deeper,
              Frontier::elsewhere,
              Frontier::ambiguous,
              Frontier::outside,
              Frontier::leading,
              Frontier::other);
      rows.add(
          new Mean(
              ThoughtDrawing.title(step),
              frontiers.size() == graphs.size() ? "" : Figures.count(frontiers.size(), "question"),
              parts.stream().map(part -> tinted(frontiers, part)).toList()));
    }
    return new Means(model, Figures.count(graphs.size(), "question"), rows);
  }

  private static Tinted tinted(List<Frontier> frontiers, ToDoubleFunction<Frontier> part) {
    double mean = frontiers.stream().mapToDouble(part).average().orElseThrow();
    return new Tinted(Figures.decimals(100 * mean, 1), (int) Math.min(6, Math.floor(7 * mean)));
  }

  private static Lists lists(Traced t) {
    ThoughtTrace trace = t.trace();
    return new Lists(t.example().id(), summary(trace), !trace.ends().isEmpty(), rows(trace));
  }

  /** How many thoughts there were, what ended them, and whether some are not shown. */
  static String summary(ThoughtTrace trace) {
    return Figures.count(trace.thoughts(), "thought")
        + (trace.endedBy().isEmpty() ? "." : ", ended by the " + trace.endedBy() + ".")
        + (trace.steps().size() > MOST_ROWS
            ? " Shown are the first " + Figures.count(MOST_ROWS - 1) + "."
            : "");
  }

  /** The thoughts with their most probable tokens. */
  static List<Row> rows(ThoughtTrace trace) {
    return IntStream.range(0, Math.min(MOST_ROWS, trace.steps().size()))
        .mapToObj(
            i ->
                new Row(
                    ThoughtDrawing.title(i),
                    trace.ends().isEmpty() ? "" : Figures.percent(trace.ends().get(i)),
                    trace.steps().get(i).decoded().stream()
                        .limit(MOST_TOKENS)
                        .map(ThoughtsView::token)
                        .toList()))
        .toList();
  }

  private static Token token(Decoded decoded) {
    return new Token(decoded.visible(), Figures.percent(decoded.probability()));
  }
}
