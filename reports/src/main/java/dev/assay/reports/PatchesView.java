package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How models over bytes cut the texts of one benchmark, as far as traces were kept.
 *
 * @param bins the lengths that are told apart, in words
 * @param lengths one row for each model
 * @param drawings the first traced example of each model
 */
record PatchesView(List<String> bins, List<Lengths> lengths, List<Drawn> drawings) {
  /** Where each bin of lengths begins. */
  private static final int[] BINS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 17};

  private static final int HEIGHT = 40;

  /**
   * The lengths of a model's patches.
   *
   * @param texts how many traced texts
   * @param patches how many patches
   * @param mean bytes of a patch
   * @param median bytes of a patch
   * @param longest bytes
   * @param shares per bin its share of the patches
   */
  record Lengths(
      ModelView model,
      String texts,
      String patches,
      String mean,
      String median,
      String longest,
      List<Share> shares) {}

  /**
   * A share of patches.
   *
   * @param words in per cent
   * @param height of its bar, in pixels; the largest share of a row fills {@value #HEIGHT}
   * @param top of its bar
   */
  record Share(String words, String height, String top) {}

  /** An example of a model. */
  record Drawn(ModelView model, String example, PatchDrawing drawing) {}

  /** Empty where no model left a trace of patches. */
  static Optional<PatchesView> of(List<AskedExample> examples, List<ModelView> models) {
    List<Lengths> lengths = new ArrayList<>();
    List<Drawn> drawings = new ArrayList<>();
    for (ModelView model : models) {
      List<PatchTrace> traces = new ArrayList<>();
      for (AskedExample example : examples) {
        Optional<PatchTrace> trace =
            example.of(model.name()).flatMap(r -> r.trace()).flatMap(PatchTrace::of);
        if (trace.isPresent() && traces.isEmpty()) {
          drawings.add(new Drawn(model, example.id(), PatchDrawing.of(trace.get())));
        }
        trace.ifPresent(traces::add);
      }
      if (!traces.isEmpty()) {
        lengths.add(lengths(model, traces));
      }
    }
    return lengths.isEmpty()
        ? Optional.empty()
        : Optional.of(new PatchesView(binTitles(), lengths, drawings));
  }

  private static List<String> binTitles() {
    List<String> bins = new ArrayList<>();
    for (int i = 0; i < BINS.length - 1; i++) {
      int last = BINS[i + 1] - 1;
      bins.add(BINS[i] == last ? Integer.toString(last) : BINS[i] + "–" + last);
    }
    bins.add(BINS[BINS.length - 1] + " or more");
    return bins;
  }

  private static Lengths lengths(ModelView model, List<PatchTrace> traces) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    traces.forEach(t -> t.lengths().forEach(length -> counts.merge(length, 1L, Long::sum)));
    long patches = counts.values().stream().mapToLong(Long::longValue).sum();
    long bytes = counts.entrySet().stream().mapToLong(e -> e.getKey() * e.getValue()).sum();
    return new Lengths(
        model,
        Figures.count(traces.size()),
        Figures.count(patches),
        Figures.length((double) bytes / patches),
        Integer.toString(median(counts, patches)),
        Figures.count(counts.lastKey()),
        shares(counts, patches));
  }

  private static List<Share> shares(TreeMap<Integer, Long> counts, long patches) {
    long[] within = new long[BINS.length];
    for (int i = 0; i < BINS.length; i++) {
      int next = i + 1 < BINS.length ? BINS[i + 1] : Integer.MAX_VALUE;
      within[i] = counts.subMap(BINS[i], next).values().stream().mapToLong(n -> n).sum();
    }
    double most = Arrays.stream(within).max().orElseThrow();
    return Arrays.stream(within)
        .mapToObj(
            n ->
                new Share(
                    n == 0 ? Figures.NONE : Figures.percent((double) n / patches),
                    Figures.coordinate(HEIGHT * n / most),
                    Figures.coordinate(HEIGHT - HEIGHT * n / most)))
        .toList();
  }

  /** The lower one of the two in the middle. */
  private static int median(TreeMap<Integer, Long> counts, long patches) {
    long before = 0;
    for (var entry : counts.entrySet()) {
      before += entry.getValue();
      if (2 * before >= patches) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("there is no patch");
  }
}
