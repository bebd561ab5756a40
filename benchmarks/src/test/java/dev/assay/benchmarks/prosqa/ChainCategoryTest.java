package dev.assay.benchmarks.prosqa;

import static dev.assay.benchmarks.prosqa.ChainCategory.HALLUCINATED;
import static dev.assay.benchmarks.prosqa.ChainCategory.LONGER;
import static dev.assay.benchmarks.prosqa.ChainCategory.NONE;
import static dev.assay.benchmarks.prosqa.ChainCategory.SHORTEST;
import static dev.assay.benchmarks.prosqa.ChainCategory.WRONG_TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Is Sally a sterpus or lumpus? See {@link WorkedQuestion} for what is known. */
class ChainCategoryTest {
  @Test
  void theShortestPathMayBeWrittenInFullOrAfterStepsThatWereThought() {
    assertThat(category("Sally is a lempus.\nEvery lempus is a lumpus.\n")).isEqualTo(SHORTEST);
    assertThat(category("Every lempus is a lumpus.\n")).isEqualTo(SHORTEST);
  }

  @Test
  void aDetourIsLongerAlsoWhereItsBeginningWasThought() {
    assertThat(category("Sally is a gerpus.\nEvery gerpus is a lempus.\nEvery lempus is a lumpus."))
        .isEqualTo(LONGER);
    assertThat(category("Every gerpus is a lempus.\nEvery lempus is a lumpus.")).isEqualTo(LONGER);
  }

  @Test
  void anEdgeThatIsNotInTheGraphIsHallucinated() {
    assertThat(category("Sally is a lumpus.")).isEqualTo(HALLUCINATED);
    assertThat(category("Sally is a lempus.\nEvery lempus is a unicorn.")).isEqualTo(HALLUCINATED);
    assertThat(category("Every lumpus is a lempus.")).isEqualTo(HALLUCINATED);
  }

  @Test
  void aChainWithAGapIsHallucinated() {
    assertThat(category("Sally is a lempus.\nEvery gerpus is a lempus.\nEvery lempus is a lumpus."))
        .isEqualTo(HALLUCINATED);
    assertThat(category("Sally is a gerpus.\nEvery lempus is a lumpus.")).isEqualTo(HALLUCINATED);
  }

  @Test
  void aPathToTheTargetFromWhereThePersonDoesNotGetIsHallucinated() {
    assertThat(category("Jack is a gerpus.\nEvery gerpus is a lempus.\nEvery lempus is a lumpus."))
        .isEqualTo(HALLUCINATED);
  }

  @Test
  void realEdgesToAnotherNodeLeadToTheWrongTarget() {
    assertThat(category("Bob is a yumpus.\nEvery yumpus is a sterpus.")).isEqualTo(WRONG_TARGET);
    assertThat(category("Sally is a lempus.")).isEqualTo(WRONG_TARGET);
  }

  @Test
  void textWithoutAStatementIsNoChain() {
    assertThat(category("")).isEqualTo(NONE);
    assertThat(category("Let me think about Sally.\n")).isEqualTo(NONE);
  }

  @Test
  void theSwappedQuestionHasItsOwnTarget() {
    Question swapped = WorkedQuestion.QUESTION.swapped();

    assertThat(ChainCategory.of(swapped, "Bob is a yumpus.\nEvery yumpus is a sterpus."))
        .isEqualTo(SHORTEST);
    assertThat(ChainCategory.of(swapped, "Sally is a lempus.\nEvery lempus is a lumpus."))
        .isEqualTo(WRONG_TARGET);
    assertThat(ChainCategory.of(swapped, "Bob is a sterpus.")).isEqualTo(HALLUCINATED);
  }

  private static ChainCategory category(String reasoning) {
    return ChainCategory.of(WorkedQuestion.QUESTION, reasoning);
  }
}
