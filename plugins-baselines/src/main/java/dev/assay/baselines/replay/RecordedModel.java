package dev.assay.baselines.replay;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Decides whose outputs are replayed where a recording holds those of several models. */
final class RecordedModel {
  private RecordedModel() {}

  /**
   * The model asked for, or the only one there is.
   *
   * @throws SetupException if it is not among those recorded, or the choice is open; names them
   */
  static String choose(Optional<String> asked, Collection<String> recorded, Path path) {
    if (recorded.isEmpty()) {
      throw new SetupException("%s holds no recording".formatted(path));
    }
    if (asked.isPresent()) {
      if (!recorded.contains(asked.get())) {
        throw SetupException.unknownName("model in " + path, asked.get(), recorded);
      }
      return asked.get();
    }
    if (recorded.size() > 1) {
      throw new SetupException(
          "%s holds the outputs of several models; choose one with model=NAME: %s"
              .formatted(path, String.join(", ", recorded)));
    }
    return recorded.iterator().next();
  }
}
