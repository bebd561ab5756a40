package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementTest {
  @Test
  void aPersonIsAndEveryOfAKindIs() {
    assertThat(new Statement("Sally", "lempus").text()).isEqualTo("Sally is a lempus.");
    assertThat(new Statement("lempus", "impus").text()).isEqualTo("Every lempus is a impus.");
  }

  @Test
  void statementsAreFoundAmongOtherText() {
    assertThat(Statement.in("So Sally is a lempus, and\nEvery lempus is an impus. Hence: yes"))
        .containsExactly(new Statement("Sally", "lempus"), new Statement("lempus", "impus"));
    assertThat(Statement.in("Is Sally a lumpus or sterpus?")).isEmpty();
  }
}
