package dev.assay.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.journal.Journal;
import dev.assay.journal.JournalReader;
import dev.assay.result.ExampleResult;
import dev.assay.result.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's journal: which plan it is for, every finished example, where the time went. */
final class RunJournal implements AutoCloseable {
  /** Which example of which model. */
  record Key(String model, String benchmark, String example) {
    static Key of(ExampleResult result) {
      return new Key(result.model(), result.benchmark(), result.example());
    }
  }

  private final Journal journal;
  private final Map<Key, ExampleResult> finished = new HashMap<>();
  private final List<Timing> timings = new ArrayList<>();
  private final long tornBytes;

  /**
   * Opens the journal of a run folder, new or to continue.
   *
   * @throws SetupException if it belongs to another plan
   */
  RunJournal(Path file, String planHash) {
    Journal.Opened opened = Journal.open(file);
    journal = opened.journal();
    tornBytes = opened.tornBytes();
    if (opened.records().isEmpty()) {
      journal.append(Json.line(Map.of("plan", planHash)));
      return;
    }
    if (!planOf(opened.records()).equals(Optional.of(planHash))) {
      journal.close();
      throw new SetupException(
          "%s holds a run of another plan (other models, benchmarks, data, limit or seed); choose another folder with --output, or remove it"
              .formatted(file.toAbsolutePath().getParent()));
    }
    opened.records().forEach(this::restore);
  }

  /** The hash of the plan that a journal is for, if it is a run's journal at all. */
  static Optional<String> planOf(Path file) {
    try {
      return planOf(JournalReader.read(file).records());
    } catch (IOException | SetupException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> planOf(List<String> records) {
    return records.stream()
        .findFirst()
        .map(line -> Json.parse(line).path("plan").asText())
        .filter(hash -> !hash.isEmpty());
  }

  private void restore(String line) {
    JsonNode node = Json.parse(line);
    try {
      if (node.has("example")) {
        ExampleResult result = Json.mapper().treeToValue(node.get("example"), ExampleResult.class);
        finished.put(Key.of(result), result);
      } else if (node.has("timing")) {
        timings.add(Json.mapper().treeToValue(node.get("timing"), Timing.class));
      }
    } catch (JsonProcessingException e) {
      throw new SetupException("the journal holds a record of another version: " + line, e);
    }
  }

  void add(ExampleResult result) {
    journal.append(Json.line(Map.of("example", result)));
    finished.put(Key.of(result), result);
  }

  void add(Timing timing) {
    journal.append(Json.line(Map.of("timing", timing)));
    journal.force();
    timings.add(timing);
  }

  Map<Key, ExampleResult> finished() {
    return finished;
  }

  List<Timing> timings() {
    return timings;
  }

  long tornBytes() {
    return tornBytes;
  }

  @Override
  public void close() {
    journal.close();
  }
}
