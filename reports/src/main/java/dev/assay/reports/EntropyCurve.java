package dev.assay.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * The entropy before each byte of a text, drawn in pixels over the bytes; {@code patches.js} draws
 * the same.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param left edge of the plot
 * @param right edge of the plot
 * @param top edge of the plot
 * @param bottom edge of the plot
 * @param path the curve
 * @param bands every second patch
 * @param threshold height of the threshold; empty where there is none to draw
 * @param output where the output begins; empty where there is no prompt or no output
 * @param yTicks labelled heights
 * @param xTicks labelled places
 */
record EntropyCurve(
    String width,
    int height,
    int left,
    String right,
    int top,
    int bottom,
    String path,
    List<Band> bands,
    String threshold,
    String output,
    List<Tick> yTicks,
    List<Tick> xTicks) {
  private static final int HEIGHT = 132;
  private static final int LEFT = 34;
  private static final int TOP = 8;
  private static final int BOTTOM = 108;

  /** A patch as a stripe. */
  record Band(String x, String width) {}

  /** A label and where on its axis it stands. */
  record Tick(String at, String label) {}

  static EntropyCurve of(PatchTrace trace) {
    int n = trace.bytes().length;
    double perByte = Math.max(2, Math.min(6, 720.0 / n));
    double highest = 1;
    for (double entropy : trace.entropies()) {
      highest = Double.isFinite(entropy) ? Math.max(highest, entropy) : highest;
    }
    highest = trace.cutsAboveThreshold() ? Math.max(highest, trace.threshold()) : highest;
    Scale scale = new Scale(perByte, Math.ceil(highest));
    double right = LEFT + n * perByte;
    boolean divided = trace.promptBytes() > 0 && trace.promptBytes() < n;
    return new EntropyCurve(
        Figures.coordinate(right + 12),
        HEIGHT,
        LEFT,
        Figures.coordinate(right),
        TOP,
        BOTTOM,
        path(trace.entropies(), scale),
        bands(trace.lengths(), perByte),
        trace.cutsAboveThreshold() ? Figures.coordinate(scale.y(trace.threshold())) : "",
        divided ? Figures.coordinate(LEFT + trace.promptBytes() * perByte) : "",
        yTicks(scale),
        xTicks(n, perByte));
  }

  /** From nats to heights. */
  private record Scale(double perByte, double highest) {
    double y(double entropy) {
      return BOTTOM - (BOTTOM - TOP) * Math.max(0, Math.min(1, entropy / highest));
    }
  }

  /** Broken where there is no entropy. */
  private static String path(List<Double> entropies, Scale scale) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < entropies.size(); i++) {
      boolean known = Double.isFinite(entropies.get(i));
      if (known) {
        path.append(drawing ? 'L' : 'M')
            .append(Figures.coordinate(LEFT + (i + 0.5) * scale.perByte()))
            .append(' ')
            .append(Figures.coordinate(scale.y(entropies.get(i))));
      }
      drawing = known;
    }
    return path.toString();
  }

  private static List<Band> bands(List<Integer> lengths, double perByte) {
    List<Band> bands = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < lengths.size(); i++) {
      if (i % 2 == 1) {
        bands.add(
            new Band(
                Figures.coordinate(LEFT + start * perByte),
                Figures.coordinate(lengths.get(i) * perByte)));
      }
      start += lengths.get(i);
    }
    return bands;
  }

  private static List<Tick> yTicks(Scale scale) {
    List<Tick> ticks = new ArrayList<>();
    for (int nats = 0; nats <= scale.highest(); nats += scale.highest() > 4 ? 2 : 1) {
      ticks.add(new Tick(Figures.coordinate(scale.y(nats)), Integer.toString(nats)));
    }
    return ticks;
  }

  private static List<Tick> xTicks(int n, double perByte) {
    int step = n <= 60 ? 10 : n <= 240 ? 50 : 100;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i <= n; i += step) {
      ticks.add(new Tick(Figures.coordinate(LEFT + i * perByte), Integer.toString(i)));
    }
    return ticks;
  }
}
