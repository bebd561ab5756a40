package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.Json;
import dev.assay.model.Trace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ThoughtTraceTest {
  private static final String QUESTION =
      "Sally is a gerpus. Every gerpus is a lumpus. Every gerpus is a lempus. Bob is a zumpus. "
          + "Every lumpus is a rempus. Every zumpus is a lempus. Every zumpus is a hilpus. "
          + "Is Sally a hilpus or rempus?";
  private static final QuestionGraph GRAPH =
      QuestionGraph.of(QUESTION, "Sally is a rempus.").orElseThrow();

  private static int node(String name) {
    return GRAPH.names().indexOf(name);
  }

  @Test
  void aQuestionIsReadAsAGraph() {
    assertThat(GRAPH.names())
        .containsExactly(
            "Sally", "gerpus", "lumpus", "lempus", "Bob", "zumpus", "rempus", "hilpus");
    assertThat(GRAPH.edges()).hasSize(7).contains(new QuestionGraph.Edge(1, 2));
    assertThat(GRAPH.asked()).isEqualTo(node("Sally"));
    assertThat(GRAPH.right()).isEqualTo(node("rempus"));
    assertThat(GRAPH.other()).isEqualTo(node("hilpus"));
    assertThat(GRAPH.distances()).containsExactly(0, 1, 2, 2, -1, -1, 3, -1);
  }

  @Test
  void onlyNodesBelowTheAskedOneLeadToTheAnswer() {
    assertThat(GRAPH.leading())
        .containsExactly(false, true, true, false, false, false, true, false);
  }

  @Test
  void theCandidatesMayStandInEitherOrder() {
    QuestionGraph turned =
        QuestionGraph.of(
                QUESTION.replace("hilpus or rempus", "rempus or hilpus"), "Sally is a rempus.")
            .orElseThrow();
    assertThat(turned.right()).isEqualTo(GRAPH.right());
    assertThat(turned.other()).isEqualTo(GRAPH.other());
  }

  @Test
  void otherTextsAreNoGraph() {
    assertThat(
            List.of(
                "",
                "Is Sally a hilpus or rempus?",
                "Ann has 3 pens. How many has she?",
                "Every cat is an animal. Tom is a cat. True or false: Tom is an animal.",
                QUESTION.replace("Is Sally", "Is Eve"),
                QUESTION.replace("Is Sally a hilpus or rempus?", ""),
                "Is Sally a hilpus or rempus? " + QUESTION))
        .allMatch(text -> QuestionGraph.of(text, "Sally is a rempus.").isEmpty());
    assertThat(QuestionGraph.of(QUESTION, "True")).isEmpty();
    assertThat(QuestionGraph.of(QUESTION, "Sally is a lempus.")).isEmpty();
  }

  @Test
  void aGraphTooLargeToDrawIsNone() {
    StringBuilder text = new StringBuilder("Sally is a k0. ");
    for (int i = 0; i < 200; i++) {
      text.append("Every k%d is a k%d. ".formatted(i, i + 1));
    }
    assertThat(QuestionGraph.of(text + "Is Sally a k1 or k2?", "Sally is a k1.")).isEmpty();
  }

  @Test
  void cyclesHaveAPlaceToo() {
    QuestionGraph cyclic =
        QuestionGraph.of(
                "Sally is a a1. Every b1 is a b2. Every b2 is a b1. Every a1 is a Sally. "
                    + "Is Sally a a1 or b1?",
                "Sally is a a1.")
            .orElseThrow();
    GraphLayout layout = GraphLayout.of(cyclic);
    assertThat(layout.places()).hasSize(4).doesNotContain(GraphLayout.Place.NOWHERE);
    assertThat(ThoughtDrawing.of(cyclic, ThoughtTrace.of(trace(Map.of())).orElseThrow()).panels())
        .hasSize(2);
  }

  @Test
  void noTwoNodesStandAtTheSamePlaceAndAllWithinTheDrawing() {
    MadeUpGraph graph = MadeUpGraph.of(new java.util.Random(3));
    String question = graph.example("0", new java.util.Random(1)).fields().get("question");
    QuestionGraph read = QuestionGraph.of(question, graph.answer()).orElseThrow();
    GraphLayout layout = GraphLayout.of(read);

    assertThat(layout.places()).doesNotHaveDuplicates();
    assertThat(layout.places())
        .allMatch(p -> p.x() > 0 && p.x() < layout.width() && p.y() > 0 && p.y() < layout.height());
    for (int i = 0; i < read.names().size(); i++) {
      assertThat(layout.places().get(i).y() < layout.divide()).isEqualTo(read.below(i));
    }
  }

  @Test
  void massesAreSummedByWhereTheNodesLie() {
    Frontier frontier =
        Frontier.of(
            GRAPH,
            step(
                Map.of(
                    " gerpus", 0.3, "lumpus", 0.2, " rempus", 0.1, " hilpus", 0.05, " Bob", 0.04)));

    assertThat(frontier.nodes().get(node("gerpus"))).isEqualTo(0.3);
    assertThat(frontier.children()).isEqualTo(0.3);
    assertThat(frontier.grandchildren()).isEqualTo(0.2);
    assertThat(frontier.deeper()).isEqualTo(0.1);
    assertThat(frontier.elsewhere()).isCloseTo(0.09, within(1e-9));
    assertThat(frontier.leading()).isCloseTo(0.6, within(1e-9));
    assertThat(frontier.other()).isEqualTo(0.05);
    assertThat(frontier.outside()).as("what the trace leaves out").isCloseTo(0.31, within(1e-9));
  }

  @Test
  void aPieceOfSeveralNamesIsAmbiguousAndAPieceOfOneNameIsThatNode() {
    Frontier frontier =
        Frontier.of(GRAPH, step(Map.of(" l", 0.3, " lump", 0.2, " is", 0.1, "\n", 0.05)));

    assertThat(frontier.ambiguous()).isEqualTo(0.3);
    assertThat(frontier.nodes().get(node("lumpus"))).isEqualTo(0.2);
    assertThat(frontier.nodes().get(node("lempus"))).isZero();
    assertThat(frontier.strongestStray().orElseThrow().token()).isEqualTo(" is");
    assertThat(frontier.outside()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aTraceIsReadAsTheModelWroteItAndFromTheJournalAlike() throws Exception {
    Trace written = trace(Map.of("endProbabilities", List.of(0.1, 0.9), "endedBy", "classifier"));
    Trace read = Json.mapper().readValue(Json.line(written), Trace.class);

    ThoughtTrace trace = ThoughtTrace.of(read).orElseThrow();
    assertThat(trace).isEqualTo(ThoughtTrace.of(written).orElseThrow());
    assertThat(trace.thoughts()).isEqualTo(1);
    assertThat(trace.endedBy()).isEqualTo("classifier");
    assertThat(trace.ends()).containsExactly(0.1, 0.9);
    assertThat(trace.steps().get(0).decoded())
        .containsExactly(
            new ThoughtTrace.Decoded(" gerpus", 0.6), new ThoughtTrace.Decoded(" a", 0.2));
  }

  @Test
  void aTraceThatContradictsItselfIsNotDrawn() {
    assertThat(
            List.of(
                trace(Map.of("count", 2)),
                trace(Map.of("count", "many")),
                trace(Map.of("steps", List.of())),
                trace(Map.of("steps", "none")),
                trace(Map.of("steps", Map.of("a", 1, "b", 2))),
                trace(Map.of("steps", List.of(1, 2))),
                trace(steps(List.of(" a"), List.of())),
                trace(steps(List.of(" a"), List.of("much"))),
                trace(steps(List.of(" a"), List.of(-0.5))),
                trace(steps(List.of(" a"), List.of(Double.NaN))),
                trace(steps(List.of(" a", " b"), List.of(0.9, 0.9))),
                trace(steps(List.of(1), List.of(0.5))),
                trace(steps(Map.of("a", 1), Map.of("a", 1))),
                trace(Map.of("endProbabilities", List.of(0.5))),
                trace(Map.of("endProbabilities", List.of(0.5, 7))),
                new Trace("patches", trace(Map.of()).data()),
                new Trace("thoughts", Map.of())))
        .allMatch(trace -> ThoughtTrace.of(trace).isEmpty());
  }

  @Test
  void aDrawingSaysItsNumbersInWordsAndInATable() {
    ThoughtDrawing drawing =
        ThoughtDrawing.of(GRAPH, ThoughtTrace.of(trace(Map.of())).orElseThrow());

    assertThat(drawing.summary())
        .isEqualTo(
            "Is Sally a rempus or a hilpus? The right answer is rempus, 3 steps away. 1 thought,"
                + " ended by the count.");
    assertThat(drawing.panels().get(0).words())
        .isEqualTo(
            "Children 60.0 %, grandchildren 0.0 %, deeper 0.0 %; 60.0 % on the side that leads to"
                + " rempus. Elsewhere in the graph 0.0 %; 0.0 % on the other candidate, hilpus."
                + " Outside of the nodes 40.0 %, most on “␣a” with 20.0 %.");
    assertThat(drawing.table())
        .filteredOn(row -> row.name().equals("gerpus"))
        .singleElement()
        .returns(List.of("60.0 %", "–"), ThoughtDrawing.Row::shares)
        .returns("leads to the right answer, 1 step away", ThoughtDrawing.Row::note);
  }

  @Test
  void theAreaOfADiscIsItsMass() {
    List<ThoughtDrawing.Disc> discs =
        ThoughtDrawing.of(
                GRAPH,
                ThoughtTrace.of(trace(steps(List.of(" gerpus", " lumpus"), List.of(0.64, 0.16))))
                    .orElseThrow())
            .panels()
            .get(0)
            .discs();

    assertThat(Double.parseDouble(discs.get(0).radius()))
        .isCloseTo(2 * Double.parseDouble(discs.get(1).radius()), within(0.01));
  }

  @Test
  void moreThoughtsThanFitAreSaidToBeLeftOut() {
    List<Map<String, Object>> steps =
        java.util.Collections.nCopies(
            51, Map.of("tokens", List.of(" gerpus"), "probabilities", List.of(0.5)));
    ThoughtTrace trace = ThoughtTrace.of(trace(Map.of("count", 50, "steps", steps))).orElseThrow();

    ThoughtDrawing drawing = ThoughtDrawing.of(GRAPH, trace);
    assertThat(drawing.panels().size() + drawing.omitted()).isEqualTo(51);
    assertThat(drawing.omitted()).isPositive();
    assertThat(ThoughtData.of(trace).summary()).endsWith("Shown are the first 32.");
  }

  private static ThoughtTrace.Step step(Map<String, Double> masses) {
    return new ThoughtTrace.Step(
        masses.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(e -> new ThoughtTrace.Decoded(e.getKey(), e.getValue()))
            .toList());
  }

  private static Map<String, Object> steps(Object tokens, Object probabilities) {
    Map<String, Object> step = Map.of("tokens", tokens, "probabilities", probabilities);
    return Map.of("steps", List.of(step, step));
  }

  /** One thought, with some values replaced. */
  private static Trace trace(Map<String, Object> other) {
    Map<String, Object> data = new TreeMap<>();
    data.put("count", 1);
    data.put("endedBy", "count");
    data.put(
        "steps",
        List.of(
            Map.of("tokens", List.of(" gerpus", " a"), "probabilities", List.of(0.6, 0.2)),
            Map.of("tokens", List.of(" lumpus"), "probabilities", List.of(0.5))));
    data.putAll(other);
    return new Trace("thoughts", data);
  }
}
