package dev.assay.history;

import java.util.Optional;

/**
 * What recording a run did.
 *
 * @param run the run as it now stands in the history
 * @param isNew whether it was not there before
 * @param namedBefore the run that had the given name until now
 */
public record Added(RecordedRun run, boolean isNew, Optional<RecordedRun> namedBefore) {}
