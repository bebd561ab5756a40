package dev.assay.baselines.replay;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The log that {@code generate.py} of da03/Internalize_CoT_Step_by_Step leaves when it evaluates a
 * model on GSM8k: for each problem the lines {@code Input: }, {@code Target: } and {@code
 * Predicted: }. It holds all that a terminal showed, so progress bars stand anywhere in it, even
 * within words.
 */
final class IcotLog {
  private static final Pattern PROGRESS_BAR =
      Pattern.compile("\r? *\\d+%\\|[^|\r\n]*\\| \\d+/\\d+ \\[[^]\r\n]*]");
  private static final Pattern PROBLEM =
      Pattern.compile(
          "^Input: (.*)\nTarget: .*\nPredicted: (.*)$", Pattern.MULTILINE | Pattern.UNIX_LINES);
  private static final String SUFFIX = ".log";

  private IcotLog() {}

  /** Whether a file is such a log. */
  static boolean isOne(Path file) {
    return file.toString().endsWith(SUFFIX) && !problems(file).isEmpty();
  }

  /** Opens a log, or the only file {@code *.log} of a folder. Its name is the model's. */
  static Recording open(Path path, Optional<String> model) {
    List<Path> logs =
        RecordingFormat.filesAt(path).stream()
            .filter(file -> file.toString().endsWith(SUFFIX))
            .toList();
    if (logs.size() != 1) {
      throw new SetupException(
          "%s holds %d files *.log; name the log of the evaluation".formatted(path, logs.size()));
    }
    Path log = logs.get(0);
    List<MatchResult> problems = problems(log);
    if (problems.isEmpty()) {
      throw new SetupException(
          "%s holds no problem: the lines 'Input: ', 'Target: ' and 'Predicted: ' expected"
              .formatted(log));
    }
    String name = log.getFileName().toString();
    String recorded = name.substring(0, name.length() - SUFFIX.length());
    Map<String, String> outputs = new HashMap<>();
    for (MatchResult problem : problems) {
      outputs.put(Gsm8kRecording.key(problem.group(1)), problem.group(2).strip());
    }
    return new Gsm8kRecording(log, RecordedModel.choose(model, List.of(recorded), path), outputs);
  }

  private static List<MatchResult> problems(Path log) {
    String text = PROGRESS_BAR.matcher(TextLines.whole(log)).replaceAll("");
    return PROBLEM.matcher(text).results().toList();
  }
}
