package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class QuestionGeneratorTest {
  @Property(tries = 300)
  void everyQuestionHasOneRightAnswer(
      @ForAll long seed, @ForAll @IntRange(min = 14, max = 28) int indexes) {
    Question question = question(seed, indexes);
    Graph graph = question.graph();

    assertThat(graph.reaches(question.person(), question.target())).isTrue();
    assertThat(graph.reaches(question.otherPerson(), question.target())).isFalse();
    assertThat(graph.reaches(question.person(), question.otherCandidate())).isFalse();
    assertThat(graph.reaches(question.otherPerson(), question.otherCandidate())).isTrue();
    assertThat(graph.leaves()).contains(question.target(), question.otherCandidate());
    assertThat(question.depth()).isBetween(Math.max(3, question.otherDepth()), 6);
  }

  @Property(tries = 300)
  void theWordsTellTheGraphAndAskForTheTarget(
      @ForAll long seed, @ForAll @IntRange(min = 14, max = 28) int indexes) {
    Question question = question(seed, indexes);
    List<String> names = question.graph().names();

    assertThat(Statement.in(question.text()))
        .containsExactlyInAnyOrderElementsOf(
            question.graph().edges().stream().map(question.graph()::statement).toList());
    assertThat(question.query())
        .startsWith("Is " + names.get(question.person()) + " a ")
        .contains(names.get(question.target()), names.get(question.otherCandidate()));
    assertThat(question.answer())
        .isEqualTo(names.get(question.person()) + " is a " + names.get(question.target()) + ".");
  }

  @Property(tries = 300)
  void personsAreTheNodesWithoutParentsAndNoNodeIsIsolated(
      @ForAll long seed, @ForAll @IntRange(min = 14, max = 28) int indexes) {
    Graph graph = question(seed, indexes).graph();

    assertThat(graph.names()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(indexes);
    assertThat(graph.parentless())
        .contains(0, 1)
        .containsExactlyElementsOf(
            IntStream.range(0, graph.names().size())
                .filter(node -> Character.isUpperCase(graph.names().get(node).charAt(0)))
                .boxed()
                .toList())
        .doesNotContainAnyElementsOf(graph.leaves());
    assertThat(graph.edges()).doesNotHaveDuplicates().allMatch(e -> e.from() < e.to());
  }

  @Property(tries = 300)
  void stepsAlongShortestDistancesAreTheShortestChain(@ForAll long seed) {
    Question question = question(seed, QuestionSet.PUBLISHED_INDEXES);
    Graph graph = question.graph();
    StringBuilder steps = new StringBuilder();
    for (int node = question.target(); node != question.person(); ) {
      int here = node;
      Graph.Edge last =
          graph.edges().stream()
              .filter(e -> e.to() == here && graph.reaches(question.person(), e.from()))
              .min(
                  Comparator.comparingInt(
                      e -> graph.distance(question.person(), e.from()).getAsInt()))
              .orElseThrow();
      steps.insert(0, graph.statement(last).text() + "\n");
      node = last.from();
    }

    assertThat(steps.toString().lines()).hasSize(question.depth());
    assertThat(ChainCategory.of(question, steps.toString())).isEqualTo(ChainCategory.SHORTEST);
  }

  private static Question question(long seed, int indexes) {
    return new QuestionGenerator(indexes, new SplittableRandom(seed)).next();
  }
}
