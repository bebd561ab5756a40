package dev.assay.benchmarks.lmeval.task;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the folders of task files that were read, as some hold thousands. Thread-safe. */
public final class TaskLibrary {
  private final Map<Path, TaskReader> readers = new ConcurrentHashMap<>();

  /** The reader of a file or folder. */
  TaskReader reader(Path path) {
    return readers.computeIfAbsent(path.toAbsolutePath().normalize(), TaskReader::new);
  }
}
