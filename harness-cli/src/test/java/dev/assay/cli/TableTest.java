package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    Table table =
        new Table(
            List.of("NAME", "SIZE", "ABOUT"),
            List.of(List.of("a", "1", "one"), List.of("long", "1,000", "many")));

    assertThat(table.lines(0))
        .containsExactly("NAME   SIZE  ABOUT", "a         1  one", "long  1,000  many");
  }

  @Test
  void theLastColumnWrapsWhereTheTerminalEnds() {
    Table table =
        new Table(
            List.of("NAME", "ABOUT"), List.of(List.of("a", "some words that take more room")));

    assertThat(table.lines(28))
        .containsExactly("NAME  ABOUT", "a     some words that take", "      more room");
  }
}
