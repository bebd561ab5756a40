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

/**
 * Solutions as published in {@code example_model_solutions.jsonl} of openai/grade-school-math: an
 * object a problem, with {@code question}, {@code ground_truth} and under each system's name an
 * object with its {@code solution}. A problem is found by the text of its question, the example's
 * field {@code question}.
 */
final class Gsm8kRecording implements Recording {
  private static final String QUESTION = "question";
  private static final String SOLUTION = "solution";

  private final Path file;
  private final String system;
  private final Map<String, String> solutions;

  private Gsm8kRecording(Path file, String system, Map<String, String> solutions) {
    this.file = file;
    this.system = system;
    this.solutions = solutions;
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
      String question = problem.text(QUESTION);
      Integer earlier = lines.putIfAbsent(question, problem.number());
      if (earlier != null) {
        throw problem.error("the same question as on line " + earlier);
      }
      JsonNode solution = problem.object().path(system).path(SOLUTION);
      if (solution.isTextual()) {
        solutions.put(question, solution.textValue());
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
      if (question != null && solutions.containsKey(question)) {
        byExample.put(example.id(), solutions.get(question));
      }
    }
    return Recording.once(file, example -> Optional.ofNullable(byExample.get(example)));
  }
}
