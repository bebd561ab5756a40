package dev.assay.baselines.replay;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** How recorded outputs are laid out. */
enum RecordingFormat {
  /** Objects with the keys {@code benchmark}, {@code example} and {@code output}, one a line. */
  JSONL(JsonlRecording::open),
  /** Files {@code outputs.MODEL.TASK.txt} as published with CUTE. */
  CUTE(CuteRecording::open),
  /** {@code example_model_solutions.jsonl} as published with GSM8k. */
  GSM8K(Gsm8kRecording::open),
  /** The log of an evaluation by iCoT's {@code generate.py}. */
  ICOT(IcotLog::open);

  private final BiFunction<Path, Optional<String>, Recording> opening;

  RecordingFormat(BiFunction<Path, Optional<String>, Recording> opening) {
    this.opening = opening;
  }

  /** The word for it in options. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a recording in this format.
   *
   * @param model whose outputs; may be absent where there is only one choice
   * @throws SetupException if there is none, or none of that model
   */
  Recording open(Path path, Optional<String> model) {
    return opening.apply(path, model);
  }

  static RecordingFormat named(String id) {
    List<RecordingFormat> all = List.of(values());
    int at = ids(all).indexOf(id);
    if (at < 0) {
      throw SetupException.unknownName("recording format", id, ids(all));
    }
    return all.get(at);
  }

  /** The format that a file is in, or the files of a folder are. */
  static RecordingFormat recognise(Path path) {
    Set<RecordingFormat> found = EnumSet.noneOf(RecordingFormat.class);
    if (filesAt(path).stream().anyMatch(file -> CuteFile.of(file).isPresent())) {
      found.add(CUTE);
    } else if (Files.isRegularFile(path) && IcotLog.isOne(path)) {
      found.add(ICOT);
    } else {
      jsonLinesAt(path).forEach(file -> ofJsonLines(file).ifPresent(found::add));
    }
    if (found.isEmpty()) {
      throw new SetupException(
          "%s is no recording in a known format: neither outputs.MODEL.TASK.txt (cute) nor JSON objects, one a line, with the keys 'example' and 'output' (jsonl) or 'question' and 'ground_truth' (gsm8k), nor a log with the lines 'Input:', 'Target:' and 'Predicted:' (icot)"
              .formatted(path));
    }
    if (found.size() > 1) {
      throw new SetupException(
          "%s holds recordings in several formats, %s; name one of the files"
              .formatted(path, String.join(" and ", ids(found))));
    }
    return found.iterator().next();
  }

  private static Optional<RecordingFormat> ofJsonLines(Path file) {
    return JsonLine.first(file)
        .flatMap(
            line -> {
              if (line.has("example") && line.has("output")) {
                return Optional.of(JSONL);
              }
              return line.has("question") && line.has("ground_truth")
                  ? Optional.of(GSM8K)
                  : Optional.empty();
            });
  }

  private static List<String> ids(Collection<RecordingFormat> formats) {
    return formats.stream().map(RecordingFormat::id).toList();
  }

  /** The file itself, or the files right in the folder, by name. */
  static List<Path> filesAt(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new SetupException("cannot list the folder %s: %s".formatted(path, e), e);
    }
  }

  /** The file itself, whatever its name, or the folder's files {@code *.jsonl}. */
  static List<Path> jsonLinesAt(Path path) {
    List<Path> files = filesAt(path);
    return Files.isDirectory(path)
        ? files.stream().filter(file -> file.toString().endsWith(".jsonl")).toList()
        : files;
  }
}
