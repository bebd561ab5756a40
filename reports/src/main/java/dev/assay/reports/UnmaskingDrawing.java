package dev.assay.reports;

import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A film strip of a picture that appears token by token, from left to right; of a video, the strip
 * of each step below the one before.
 *
 * @param summary the sampler's settings in a sentence
 * @param video whether the strips stand below each other
 * @param frames the pictures
 * @param order when each token appeared, from dark to light; empty where the trace does not say
 */
record UnmaskingDrawing(
    String summary, boolean video, List<Frame> frames, Optional<Picture> order) {

  /**
   * A partial picture.
   *
   * @param step after how many steps, in words
   * @param masked the share still masked, in words
   * @param time in words; empty where unknown
   */
  record Frame(String step, String time, String masked, Picture picture) {}

  static UnmaskingDrawing of(UnmaskingTrace trace) {
    boolean video = trace.framesAcross() > 1;
    return new UnmaskingDrawing(
        summary(trace),
        video,
        trace.frames().stream().map(f -> frame(trace, f, video)).toList(),
        order(trace));
  }

  private static Frame frame(UnmaskingTrace trace, UnmaskingTrace.Frame frame, boolean video) {
    return new Frame(
        "step " + Figures.count(frame.step()),
        Double.isNaN(frame.time()) ? "" : "t = " + Figures.decimals(frame.time(), 2),
        frame.masked() == 0
            ? "finished"
            : Figures.decimals(100.0 * frame.masked() / trace.tokens(), 0) + " % masked",
        video
            ? Picture.ofStrip(frame.image(), trace.framesAcross())
            : Picture.small(frame.image()));
  }

  private static String summary(UnmaskingTrace trace) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "%s in %s"
            .formatted(
                Figures.count(trace.tokens(), "token"), Figures.count(trace.steps(), "step")));
    if (!trace.sampler().isEmpty()) {
      parts.add("sampler " + trace.sampler());
    }
    if (!Double.isNaN(trace.guidance()) && trace.guidance() != 1) {
      parts.add("guidance " + Figures.decimals(trace.guidance(), 1));
    }
    String shown =
        trace.frames().size() <= trace.steps()
            ? " Shown are %s of %s states."
                .formatted(Figures.count(trace.frames().size()), Figures.count(trace.steps() + 1L))
            : "";
    return String.join(", ", parts) + "." + shown;
  }

  /** Between two colours that differ in lightness, so that it reads in grey too. */
  private static Optional<Picture> order(UnmaskingTrace trace) {
    if (trace.framesAcross() > 1 || trace.gridFrames() > 1) {
      return Optional.empty();
    }
    return trace
        .revealed()
        .map(
            revealed -> {
              double last = Math.max(1, trace.frames().size() - 1);
              byte[] pixels = new byte[3 * revealed.length];
              for (int i = 0; i < revealed.length; i++) {
                double late = revealed[i] / last;
                pixels[3 * i] = (byte) Math.round(12 + late * (250 - 12));
                pixels[3 * i + 1] = (byte) Math.round(58 + late * (226 - 58));
                pixels[3 * i + 2] = (byte) Math.round(84 + late * (150 - 84));
              }
              return Picture.small(new Image(trace.gridWidth(), trace.gridHeight(), 3, pixels));
            });
  }

  /** The same where there is no room for pictures. */
  UnmaskingDrawing withoutPictures() {
    return new UnmaskingDrawing(
        summary + " The report has no room for its pictures.", video, List.of(), Optional.empty());
  }

  /** Everything to embed. */
  List<Picture> pictures() {
    List<Picture> pictures = new ArrayList<>(frames.stream().map(Frame::picture).toList());
    order.ifPresent(pictures::add);
    return pictures;
  }
}
