package dev.assay.reports;

import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a number stands among the models that compete, as the summary's paired tests say. */
enum Standing {
  /** No other model has a better value. */
  BEST,
  /** A paired test cannot tell it from the best. */
  TIED,
  /** Behind the best, not competing, or without a competitor. */
  NONE;

  /** The standing of each model by name, for the results of one metric on one subject. */
  static Map<String, Standing> of(List<MetricResult> results, List<ModelEntry> models) {
    Map<String, Standing> standings = new HashMap<>();
    if (models.stream().filter(m -> !m.seesBenchmark()).count() < 2) {
      return standings;
    }
    for (MetricResult result : results) {
      result.tiedWith().forEach(tied -> standings.put(tied, TIED));
    }
    for (MetricResult result : results) {
      if (result.best()) {
        standings.put(result.model(), BEST);
      }
    }
    return standings;
  }
}
