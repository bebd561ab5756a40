package dev.assay.baselines.replay;

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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Outputs as published with CUTE (Leukas/CUTE, written by its {@code main.py}): a file {@code
 * outputs.MODEL.TASK.txt} for each task, line i for example i. The lines are answers already: what
 * stood between the quotes, in lower case for the tasks on words.
 *
 * <p>{@code main.py} writes an output that contains line breaks as several lines. From there on no
 * line can be assigned to an example for certain, so such a file is not scored at all.
 */
final class CuteRecording implements Recording {
  private final Path path;
  private final String model;
  private final Map<String, CuteTranscript> tasks;

  private CuteRecording(Path path, String model, Map<String, CuteTranscript> tasks) {
    this.path = path;
    this.model = model;
    this.tasks = tasks;
  }

  /** Opens a model's files of a folder, or a single file. */
  static Recording open(Path path, Optional<String> model) {
    List<CuteFile> files =
        RecordingFormat.filesAt(path).stream().flatMap(file -> CuteFile.of(file).stream()).toList();
    if (files.isEmpty()) {
      throw new SetupException(
          "%s holds no recording in CUTE's format: files are named outputs.MODEL.TASK.txt"
              .formatted(path));
    }
    TreeSet<String> models = new TreeSet<>();
    files.forEach(file -> models.add(file.model()));
    String chosen = RecordedModel.choose(model, models, path);
    Map<String, CuteTranscript> tasks = new TreeMap<>();
    for (CuteFile file : files) {
      if (file.model().equals(chosen)) {
        tasks.put(file.task(), CuteTranscript.read(file));
      }
    }
    return new CuteRecording(path, chosen, tasks);
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public List<Path> files() {
    return tasks.values().stream().flatMap(transcript -> transcript.files().stream()).toList();
  }

  @Override
  public Function<RequestId, Answer> answers(Benchmark<?, ?> benchmark) {
    Optional<String> refusal = refusal(benchmark);
    if (refusal.isPresent()) {
      Answer missing = new Answer.Missing(refusal.get());
      return request -> missing;
    }
    CuteTranscript transcript = tasks.get(task(benchmark).orElseThrow());
    Map<String, String> outputs = new HashMap<>();
    List<Example> examples = benchmark.examples();
    for (int i = 0; i < examples.size(); i++) {
      outputs.put(examples.get(i).id(), transcript.outputs().get(i));
    }
    return Recording.once(
        transcript.file().path(), example -> Optional.ofNullable(outputs.get(example)));
  }

  private Optional<String> refusal(Benchmark<?, ?> benchmark) {
    Optional<String> task = task(benchmark);
    if (task.isEmpty()) {
      return Optional.of(
          "recordings in CUTE's format answer the benchmarks cute/TASK and cute-rand/TASK, not '%s'"
              .formatted(benchmark.card().name()));
    }
    CuteTranscript transcript = tasks.get(task.get());
    if (transcript == null) {
      return Optional.of(
          "there is no outputs.%s.%s.txt at %s; %s is recorded for %s"
              .formatted(model, task.get(), path, model, String.join(", ", tasks.keySet())));
    }
    if (benchmark.card().generated()) {
      return Optional.of(
          "%s was recorded on the published examples, but those of %s are generated"
              .formatted(transcript.file().path().getFileName(), benchmark.card().name()));
    }
    return transcript.mismatch(benchmark.examples());
  }

  /** {@code cute/spell} is CUTE's task spell, {@code cute-rand/spell} its task spell_rand. */
  private static Optional<String> task(Benchmark<?, ?> benchmark) {
    String name = benchmark.card().name();
    if (name.startsWith("cute/")) {
      return Optional.of(name.substring("cute/".length()));
    }
    return name.startsWith("cute-rand/")
        ? Optional.of(name.substring("cute-rand/".length()) + "_rand")
        : Optional.empty();
  }
}
