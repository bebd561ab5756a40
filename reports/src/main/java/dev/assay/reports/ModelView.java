package dev.assay.reports;

import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as the charts and tables show it.
 *
 * @param name its name
 * @param family what kind of model
 * @param competes whether it answers without having seen the answers
 * @param mark number of its shape in charts
 * @param tone number of its colour in charts; shapes and colours repeat after different counts, so
 *     that no two of the first 56 models look alike
 */
record ModelView(String name, String family, boolean competes, int mark, int tone) {
  private static final int MARKS = 7;
  private static final int TONES = 8;

  static List<ModelView> all(RunIndex run) {
    List<ModelView> views = new ArrayList<>();
    for (ModelEntry model : run.models()) {
      int i = views.size();
      views.add(
          new ModelView(
              model.card().name(),
              model.card().family(),
              !model.seesBenchmark(),
              i % MARKS,
              i % TONES));
    }
    return views;
  }
}
