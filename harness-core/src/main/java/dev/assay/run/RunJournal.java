package dev.assay.run;

import dev.assay.SetupException;
import dev.assay.journal.Journal;
import dev.assay.journal.JournalReader;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunRecord;
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

  private RunJournal(Journal.Opened opened) {
    journal = opened.journal();
    tornBytes = opened.tornBytes();
  }

  /**
   * Opens the journal of a run folder, new or to continue.
   *
   * @throws SetupException if it belongs to another plan
   */
  static RunJournal open(Path file, String planHash) {
    Journal.Opened opened = Journal.open(file);
    RunJournal journal = new RunJournal(opened);
    try {
      journal.begin(opened.records(), planHash, file);
    } catch (RuntimeException e) {
      closeAfter(e, journal);
      throw e;
    }
    return journal;
  }

  private static void closeAfter(RuntimeException cause, RunJournal journal) {
    try {
      journal.close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void begin(List<String> records, String planHash, Path file) {
    if (records.isEmpty()) {
      journal.append(new RunRecord.Of(planHash).line());
      return;
    }
    if (!planOf(records).equals(Optional.of(planHash))) {
      throw new SetupException(
          "%s holds a run of another plan (other models, benchmarks, data, limit or seed); choose another folder with --output, or remove it"
              .formatted(file.toAbsolutePath().getParent()));
    }
    for (String line : records) {
      restore(line, file);
    }
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
    try {
      return records.stream()
          .findFirst()
          .map(RunRecord::parse)
          .map(first -> first instanceof RunRecord.Of of ? of.plan() : null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void restore(String line, Path file) {
    try {
      RunRecord record = RunRecord.parse(line);
      if (record instanceof RunRecord.Finished example) {
        finished.put(Key.of(example.example()), example.example());
      } else if (record instanceof RunRecord.Timed timed) {
        timings.add(timed.timing());
      }
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "%s was written by another version of Assay (%s); choose another folder with --output"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Adds a finished example with its place in the order of the plan. */
  void add(long position, ExampleResult result) {
    journal.append(new RunRecord.Finished(position, result).line());
    finished.put(Key.of(result), result);
  }

  void add(Timing timing) {
    journal.append(new RunRecord.Timed(timing).line());
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
