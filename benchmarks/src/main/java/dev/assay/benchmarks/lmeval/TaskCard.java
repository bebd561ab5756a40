package dev.assay.benchmarks.lmeval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmarks.lmeval.task.Generation;
import dev.assay.benchmarks.lmeval.task.OutputType;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a reader is told of a task. */
final class TaskCard {
  private static final String UNVERSIONED = "0";

  /** The same text whatever order maps have. */
  private static final ObjectWriter SORTED =
      Json.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private TaskCard() {}

  /**
   * The card of a task.
   *
   * @param provider the benchmark's name without the task's, which stands before a group's
   * @param name the name on the card
   */
  static BenchmarkCard of(
      String provider, String name, TaskDocuments documents, Contexts contexts) {
    TaskConfig config = documents.config();
    List<String> groups = config.groups();
    return new BenchmarkCard(
        name,
        String.valueOf(config.metadata().getOrDefault("version", UNVERSIONED)),
        title(config.task(), name),
        groups.isEmpty()
            ? name
            : provider + BenchmarkSpec.NAME_MARK + groups.get(groups.size() - 1),
        description(config),
        "local files: "
            + config.source().files().values().stream()
                .flatMap(List::stream)
                .map(Path::getFileName)
                .distinct()
                .map(Path::toString)
                .sorted()
                .collect(Collectors.joining(", ")),
        "that of these files",
        sha256(documents, contexts),
        false);
  }

  /** The task, and where the user gave another name, that too. */
  private static String title(String task, String name) {
    String given = name.substring(name.indexOf(BenchmarkSpec.NAME_MARK) + 1);
    return given.equals(task) || given.equals(name) ? task : task + ", " + given;
  }

  private static String description(TaskConfig config) {
    StringBuilder text = new StringBuilder();
    text.append(
        "The task %s as lm-evaluation-harness 0.4.13 asks and scores it (%s), after %d worked examples."
            .formatted(
                config.task(),
                config.outputType().name().toLowerCase(Locale.ROOT),
                config.fewShot().count()));
    if (config.outputType() == OutputType.GENERATE_UNTIL) {
      Generation generation = config.generation();
      GenerationLimits limits = GenerationLimits.of(config);
      text.append(
          " %s, at most %d new tokens%s."
              .formatted(
                  limits.sampling().greedy()
                      ? "Greedy"
                      : "Drawn at the temperature %s".formatted(generation.temperature()),
                  limits.tokens(),
                  config.repeats() == 1 ? "" : ", %d times".formatted(config.repeats())));
    }
    return text.toString();
  }

  /** Over the documents, the first context and all that the task file says of scoring. */
  private static String sha256(TaskDocuments documents, Contexts contexts) {
    TaskConfig config = documents.config();
    Document first = documents.asked().get(0);
    List<?> content =
        List.of(
            documents.asked(),
            documents.shown(),
            documents.severalContexts() ? contexts.ofChoices(0) : contexts.of(0),
            documents.choices(first),
            documents.targetText(first),
            config.outputType(),
            config.fewShot().count(),
            config.metrics(),
            config.filters(),
            config.generation(),
            config.repeats());
    try {
      return Sha256.of(SORTED.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + content, e);
    }
  }
}
