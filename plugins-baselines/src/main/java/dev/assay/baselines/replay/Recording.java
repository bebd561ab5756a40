package dev.assay.baselines.replay;

import dev.assay.baselines.prepared.Answer;
import dev.assay.baselines.prepared.Preparation;
import dev.assay.model.RequestId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One model's recorded outputs, read and checked as far as that goes without a benchmark. */
sealed interface Recording extends Preparation
    permits JsonlRecording, CuteRecording, Gsm8kRecording {
  /** Whose outputs these are, in the recording's own words. */
  String model();

  /** The files that decide the answers. */
  List<Path> files();

  /**
   * Answers from one recorded output an example: a second request for the same example has none,
   * because repeating the first would pass one sample off as several.
   *
   * @param outputs the recorded output of an example, by the example's id
   */
  static Function<RequestId, Answer> once(Path file, Function<String, Optional<String>> outputs) {
    return request -> {
      Optional<String> output = outputs.apply(request.example());
      if (output.isEmpty()) {
        return new Answer.Missing(
            "%s has no output for example '%s'".formatted(file.getFileName(), request.example()));
      }
      return request.index() == 0
          ? new Answer.Text(output.get())
          : new Answer.Missing(
              "%s has one output for example '%s'; the benchmark asks for more"
                  .formatted(file.getFileName(), request.example()));
    };
  }
}
