package dev.assay.cli;

import dev.assay.gate.GateResult;
import dev.assay.gate.GateVerdict;
import dev.assay.gate.Judgement;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How a gate speaks to GitHub Actions: workflow commands, which become annotations, and the summary
 * of the job's step.
 *
 * @param terminal where the commands go; its environment names the summary's file
 */
record GitHubJob(Terminal terminal) {
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

  /** An annotation for each number that did not pass. */
  List<String> annotations(GateResult result) {
    return result.judgements().stream()
        .filter(j -> j.verdict() != GateVerdict.PASS)
        .map(GitHubJob::annotation)
        .toList();
  }

  private static String annotation(Judgement judgement) {
    JudgementText words = new JudgementText(judgement);
    return "::%s title=%s::%s"
        .formatted(
            judgement.verdict() == GateVerdict.FAIL ? "error" : "warning",
            property("Gate: " + words.verdict() + ", " + words.subject()),
            data(words.sentence()));
  }

  /** A message's text, as the runner unescapes it. */
  static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** A property's value, as the runner unescapes it. */
  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** Adds to the step's summary, where there is one; what stands there already stays. */
  void summarise(GateMarkdown markdown) throws IOException {
    String file = terminal.environment().getOrDefault(SUMMARY, "");
    if (!file.isEmpty()) {
      try (Writer out =
          Files.newBufferedWriter(
              Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        markdown.writeTo(out);
      }
    }
  }
}
