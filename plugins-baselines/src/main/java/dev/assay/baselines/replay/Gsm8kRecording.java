package dev.assay.baselines.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import dev.assay.baselines.prepared.Answer;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.RequestId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Solutions as published in {@code example_model_solutions.jsonl} of openai/grade-school-math: an
 * object a problem, with {@code question}, {@code ground_truth} and under each system's name an
 * object with its {@code solution}. The file writes the data's last line {@code #### 18} as {@code
 * A: 18}; the mark is put back, so that solutions read as the systems wrote them. A problem is
 * found by the text of its question, white space aside, the example's field {@code question}.
 */
final class Gsm8kRecording implements Recording {
  private static final String QUESTION = "question";
  private static final String SOLUTION = "solution";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private static final Pattern LAST_LINE = Pattern.compile("^A: (?=[^\n]*\\z)", Pattern.MULTILINE);

  private final Path file;
  private final String system;
  private final Map<String, String> solutions;

  /**
   * Creates the recording.
   *
   * @param solutions what the system wrote, by the {@link #key} of the question
   */
  Gsm8kRecording(Path file, String system, Map<String, String> solutions) {
    this.file = file;
    this.system = system;
    this.solutions = Map.copyOf(solutions);
  }

  /** What two writings of a question have in common: all but the white space. */
  static String key(String question) {
    return WHITE_SPACE.matcher(question).replaceAll("");
  }

  /** Opens a file, or the only file {@code *.jsonl} of a folder. */
  static Recording open(Path path, Optional<String> model) {
    List<Path> files = RecordingFormat.jsonLinesAt(path);
    if (files.size() != 1) {
      throw new SetupException(
          "%s holds %d files *.jsonl; name the file with the solutions instead of the folder"
              .formatted(path, files.size()));
    }
    Path file = files.get(0);
    List<JsonLine> problems = JsonLine.read(file);
    String system = RecordedModel.choose(model, systems(problems), file);
    return new Gsm8kRecording(file, system, solutions(problems, system));
  }

  private static Set<String> systems(List<JsonLine> problems) {
    Set<String> systems = new TreeSet<>();
    for (JsonLine problem : problems) {
      for (Map.Entry<String, JsonNode> entry : problem.object().properties()) {
        if (entry.getValue().has(SOLUTION)) {
          systems.add(entry.getKey());
        }
      }
    }
    return systems;
  }

  private static Map<String, String> solutions(List<JsonLine> problems, String system) {
    Map<String, Integer> lines = new HashMap<>();
    Map<String, String> solutions = new HashMap<>();
    for (JsonLine problem : problems) {
      String question = key(problem.text(QUESTION));
      Integer earlier = lines.putIfAbsent(question, problem.number());
      if (earlier != null) {
        throw problem.error("the same question as on line " + earlier);
      }
      JsonNode solution = problem.object().path(system).path(SOLUTION);
      if (solution.isTextual()) {
        solutions.put(question, LAST_LINE.matcher(solution.textValue()).replaceFirst("#### "));
      } else if (!solution.isMissingNode()) {
        throw problem.error("the solution of '%s' must be a text".formatted(system));
      }
    }
    return solutions;
  }

  @Override
  public String model() {
    return system;
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public Function<RequestId, Answer> answers(Benchmark<?, ?> benchmark) {
    Map<String, String> byExample = new HashMap<>();
    for (Example example : benchmark.examples()) {
      String question = example.fields().get(QUESTION);
      String solution = question == null ? null : solutions.get(key(question));
      if (solution != null) {
        byExample.put(example.id(), solution);
      }
    }
    return Recording.once(file, example -> Optional.ofNullable(byExample.get(example)));
  }
}
