package dev.assay.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Image;
import dev.assay.model.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a picture appeared token by token, read from a trace of the kind {@code unmasking}.
 *
 * @param kind {@code image}, {@code labels} or {@code video}
 * @param gridFrames frames of the grid of tokens; a video's pictures have that many side by side
 * @param gridHeight rows of tokens
 * @param gridWidth tokens of a row
 * @param steps how many steps were taken in all
 * @param sampler how tokens were chosen, in a word
 * @param guidance strength of classifier-free guidance; NaN where unknown
 * @param frames what was kept, from all masked to finished
 */
record UnmaskingTrace(
    String kind,
    int gridFrames,
    int gridHeight,
    int gridWidth,
    int steps,
    String sampler,
    double guidance,
    List<Frame> frames) {
  private static final int MOST_FRAMES = 64;
  private static final int MOST_TOKENS = 1 << 20;
  private static final int WORD = 40;

  /**
   * A partial picture.
   *
   * @param step after how many steps
   * @param time in [0, 1]; NaN where unknown
   * @param masked how many tokens are still masked
   * @param unmasked positions that this step and those since the frame before revealed
   */
  record Frame(int step, double time, int masked, Image image, List<Integer> unmasked) {}

  int tokens() {
    return gridFrames * gridHeight * gridWidth;
  }

  /** How many frames stand side by side in each picture. */
  int framesAcross() {
    return kind.equals("video") ? gridFrames : 1;
  }

  /** Empty for traces of another kind and for those that contradict themselves. */
  static Optional<UnmaskingTrace> of(Trace trace) {
    return trace.kind().equals("unmasking")
        ? of(Json.mapper().valueToTree(trace.data()))
        : Optional.empty();
  }

  private static Optional<UnmaskingTrace> of(JsonNode data) {
    List<Frame> frames = new ArrayList<>();
    if (data.path("frames").size() > MOST_FRAMES) {
      return Optional.empty();
    }
    for (JsonNode node : data.path("frames")) {
      Optional<Image> image = PngReader.read(node);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      List<Integer> unmasked = new ArrayList<>();
      node.path("unmasked").forEach(position -> unmasked.add(position.asInt(-1)));
      frames.add(
          new Frame(
              node.path("step").asInt(-1),
              node.path("time").asDouble(Double.NaN),
              node.path("masked").asInt(-1),
              image.get(),
              List.copyOf(unmasked)));
    }
    JsonNode grid = data.path("grid");
    UnmaskingTrace trace =
        new UnmaskingTrace(
            data.path("kind").asText(),
            grid.path(0).asInt(-1),
            grid.path(1).asInt(-1),
            grid.path(2).asInt(-1),
            data.path("steps").asInt(-1),
            Excerpt.of(data.path("sampler").asText(), WORD).text(),
            data.path("guidance").asDouble(Double.NaN),
            List.copyOf(frames));
    return trace.isConsistent() ? Optional.of(trace) : Optional.empty();
  }

  private boolean isConsistent() {
    if (frames.isEmpty()
        || gridFrames < 1
        || gridHeight < 1
        || gridWidth < 1
        || (long) gridFrames * gridHeight * gridWidth > MOST_TOKENS) {
      return false;
    }
    int before = -1;
    for (Frame frame : frames) {
      if (frame.step() <= before
          || frame.masked() < 0
          || frame.masked() > tokens()
          || !frame.image().sameShape(frames.get(0).image())
          || frame.unmasked().stream().anyMatch(p -> p < 0 || p >= tokens())) {
        return false;
      }
      before = frame.step();
    }
    return before <= steps && frames.get(0).image().width() % framesAcross() == 0;
  }

  /**
   * For each position the number of the frame that first shows it for good; empty where the trace
   * does not say so of all.
   */
  Optional<int[]> revealed() {
    int[] revealed = new int[tokens()];
    Arrays.fill(revealed, -1);
    for (int i = 0; i < frames.size(); i++) {
      for (int position : frames.get(i).unmasked()) {
        revealed[position] = i;
      }
    }
    return Arrays.stream(revealed).allMatch(i -> i >= 0) ? Optional.of(revealed) : Optional.empty();
  }
}
