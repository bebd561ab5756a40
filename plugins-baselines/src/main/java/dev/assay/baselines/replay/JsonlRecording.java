package dev.assay.baselines.replay;

import dev.assay.SetupException;
import dev.assay.baselines.prepared.Answer;
import dev.assay.benchmark.Benchmark;
import dev.assay.model.RequestId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Outputs as JSON objects, one a line: {@code {"benchmark": "cute/spell", "example": "17",
 * "output": "t h e"}}. Without the key {@code benchmark} a line answers that example of any
 * benchmark; a line that names the benchmark comes first. Other keys are passed over.
 */
final class JsonlRecording implements Recording {
  private final Path file;
  private final String model;
  private final Map<Key, Output> outputs;

  private JsonlRecording(Path file, String model, Map<Key, Output> outputs) {
    this.file = file;
    this.model = model;
    this.outputs = outputs;
  }

  private record Key(Optional<String> benchmark, String example) {}

  private record Output(int line, String text) {}

  /** Opens a file, or the one of a folder's files {@code MODEL.jsonl} that the model names. */
  static Recording open(Path path, Optional<String> model) {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : RecordingFormat.jsonLinesAt(path)) {
      files.put(file.getFileName().toString().replaceFirst("\\.jsonl$", ""), file);
    }
    String chosen = RecordedModel.choose(model, files.keySet(), path);
    Path file = files.get(chosen);
    return new JsonlRecording(file, chosen, read(file));
  }

  private static Map<Key, Output> read(Path file) {
    Map<Key, Output> outputs = new HashMap<>();
    for (JsonLine line : JsonLine.read(file)) {
      Key key = new Key(line.optionalText("benchmark"), line.text("example"));
      Output output = new Output(line.number(), line.text("output"));
      Output earlier = outputs.putIfAbsent(key, output);
      if (earlier != null) {
        throw line.error(
            "example '%s' already has an output on line %d"
                .formatted(key.example(), earlier.line()));
      }
    }
    if (outputs.isEmpty()) {
      throw new SetupException("%s records no output at all".formatted(file));
    }
    return outputs;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public Function<RequestId, Answer> answers(Benchmark<?, ?> benchmark) {
    Optional<String> name = Optional.of(benchmark.card().name());
    return Recording.once(
        file,
        example ->
            Optional.ofNullable(outputs.get(new Key(name, example)))
                .or(() -> Optional.ofNullable(outputs.get(new Key(Optional.empty(), example))))
                .map(Output::text));
  }
}
