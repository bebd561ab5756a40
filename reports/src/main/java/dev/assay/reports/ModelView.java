package dev.assay.reports;

import dev.assay.model.SweepPoint;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as the charts and tables show it.
 *
 * @param name its name
 * @param family what kind of model
 * @param competes whether it answers without having seen the answers
 * @param mark number of its shape in charts
 * @param tone number of its colour in charts; shapes and colours repeat after different counts, so
 *     that no two of the first 56 models look alike; the points of a curve do
 * @param sweep the name that the points of its curve share; empty where it is on none
 * @param setting what sets it apart from those, for example {@code steps=8}; else empty
 */
record ModelView(
    String name,
    String family,
    boolean competes,
    int mark,
    int tone,
    String sweep,
    String setting) {
  private static final int MARKS = 7;
  private static final int TONES = 8;

  /** A model that is on no curve. */
  ModelView(String name, String family, boolean competes, int mark, int tone) {
    this(name, family, competes, mark, tone, "", "");
  }

  static List<ModelView> all(RunIndex run) {
    Map<String, Integer> looks = new HashMap<>();
    List<ModelView> views = new ArrayList<>();
    for (ModelEntry model : run.models()) {
      String name = model.card().name();
      String shared = model.sweep().map(SweepPoint::of).orElse(name);
      looks.putIfAbsent(shared, looks.size());
      views.add(
          new ModelView(
              name,
              model.card().family(),
              !model.seesBenchmark(),
              looks.get(shared) % MARKS,
              looks.get(shared) % TONES,
              model.sweep().map(SweepPoint::of).orElse(""),
              model.sweep().map(s -> Sweeps.settings(s.at())).orElse("")));
    }
    return views;
  }

  /** The same model in another shape and colour. */
  ModelView another(int number) {
    return new ModelView(
        name, family, competes, (mark + number) % MARKS, (tone + number) % TONES, sweep, setting);
  }
}
