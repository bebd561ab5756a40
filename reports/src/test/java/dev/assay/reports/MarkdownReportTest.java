package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {
  private static List<String> lines = List.of();

  @BeforeAll
  static void write(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.md");
    new MarkdownReport().write(SampleRun.small(), file);
    lines = Files.readAllLines(file);
  }

  @Test
  void hasARowForEachBenchmarkAndAverage() {
    assertThat(lines)
        .contains(
            "| benchmark | metric | bpe-small | bytes-small | thoughts-small | majority-label (does not compete) |")
        .anyMatch(l -> l.startsWith("| **letters** (mean of 6 tasks) | exact match | "))
        .anyMatch(l -> l.startsWith("| Copying odd texts | wrong characters, lower is better | "));
  }

  @Test
  void marksTheBestAndSaysWhatFailed() {
    assertThat(lines)
        .anyMatch(l -> l.startsWith("| Reversing") && l.contains("★") && l.contains("⚠ 3 failed"))
        .anyMatch(
            l -> l.contains("3 examples failed") && l.contains("thoughts-small on Reversing"));
  }

  @Test
  void everyRowOfATableHasTheSameNumberOfCells() {
    assertThat(lines.stream().filter(l -> l.startsWith("| ") && l.contains("★")))
        .allMatch(l -> l.split("(?<!\\\\)\\|").length == 7);
  }

  @Test
  void escapesWhatWouldBeMarkup() {
    assertThat(MarkdownReport.escaped("a|b *c* <d> [e](f) `g`\nh"))
        .isEqualTo("a\\|b \\*c\\* \\<d\\> \\[e\\](f) \\`g\\` h");
    assertThat(MarkdownReport.escaped("@someone #1 https://x"))
        .isEqualTo("@<!-- -->someone #<!-- -->1 https\\://x");
    assertThat(MarkdownReport.escaped("\u202e")).isEqualTo("\\[U+202E\\]");
  }
}
