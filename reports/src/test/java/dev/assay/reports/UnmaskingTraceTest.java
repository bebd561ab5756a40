package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import dev.assay.model.Image;
import dev.assay.model.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnmaskingTraceTest {
  private static final Image DIGIT = MadeUpPictures.digit(4, 0, new Random(1));
  private static final Trace TRACE =
      MadeUpPictures.unmasking(DIGIT, "image", new int[] {1, 14, 14}, 8, new Random(2));

  private static Trace with(String key, Object value) {
    Map<String, Object> data = new TreeMap<>(TRACE.data());
    data.put(key, value);
    return new Trace("unmasking", data);
  }

  /** The trace with one value of its second frame replaced. */
  @SuppressWarnings("unchecked")
  private static Trace withInFrame(String key, Object value) {
    List<Object> frames = new ArrayList<>((List<Object>) TRACE.data().get("frames"));
    Map<String, Object> frame = new LinkedHashMap<>((Map<String, Object>) frames.get(1));
    frame.put(key, value);
    frames.set(1, frame);
    return with("frames", frames);
  }

  @Test
  void isReadAsTheModelWroteItAndFromTheJournalAlike() throws Exception {
    Trace read = Json.mapper().readValue(Json.line(TRACE), Trace.class);

    UnmaskingTrace trace = UnmaskingTrace.of(read).orElseThrow();
    assertThat(trace).isEqualTo(UnmaskingTrace.of(TRACE).orElseThrow());
    assertThat(trace.frames())
        .extracting(UnmaskingTrace.Frame::step)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(trace.frames().get(8).image()).isEqualTo(DIGIT);
  }

  @Test
  void aDrawingSaysStepTimeAndShareOfEachState() {
    UnmaskingDrawing drawing = UnmaskingDrawing.of(UnmaskingTrace.of(TRACE).orElseThrow());

    assertThat(drawing.summary())
        .isEqualTo("196 tokens in 8 steps, sampler maskgit, guidance 1.5.");
    assertThat(drawing.frames().get(0).masked()).isEqualTo("100 % masked");
    assertThat(drawing.frames().get(4))
        .returns("step 4", UnmaskingDrawing.Frame::step)
        .returns("t = 0.50", UnmaskingDrawing.Frame::time)
        .returns("50 % masked", UnmaskingDrawing.Frame::masked);
    assertThat(drawing.frames().get(8).masked()).isEqualTo("finished");
  }

  @Test
  void theOrderShowsEachTokenByWhenItAppeared() {
    UnmaskingTrace trace = UnmaskingTrace.of(TRACE).orElseThrow();
    Image order =
        PngReader.read(UnmaskingDrawing.of(trace).order().orElseThrow().png()).orElseThrow();
    int first = trace.frames().get(1).unmasked().get(0);
    int last = trace.frames().get(8).unmasked().get(0);

    assertThat(order.shape()).isEqualTo("14×14, RGB");
    assertThat(order.at(first % 14, first / 14, 1)).isLessThan(order.at(last % 14, last / 14, 1));
  }

  @Test
  void withoutAllPositionsThereIsNoOrder() {
    UnmaskingTrace trace = UnmaskingTrace.of(withInFrame("unmasked", List.of())).orElseThrow();
    assertThat(UnmaskingDrawing.of(trace).order()).isEmpty();
  }

  @Test
  void statesThatAreLeftOutAreCounted() {
    Trace long64 =
        MadeUpPictures.unmasking(DIGIT, "image", new int[] {1, 14, 14}, 64, new Random(2));
    assertThat(UnmaskingDrawing.of(UnmaskingTrace.of(long64).orElseThrow()).summary())
        .endsWith(" Shown are 16 of 65 states.");
  }

  @Test
  void theFramesOfAVideoStandSideBySideInEachState() {
    Image strip = MadeUpPictures.strip(MadeUpPictures.clip(2, new Random(4)));
    Trace video = MadeUpPictures.unmasking(strip, "video", new int[] {8, 8, 8}, 4, new Random(5));
    UnmaskingDrawing drawing = UnmaskingDrawing.of(UnmaskingTrace.of(video).orElseThrow());

    assertThat(drawing.video()).isTrue();
    assertThat(drawing.order()).isEmpty();
    assertThat(drawing.frames().get(4).picture())
        .returns(8 * 48, Picture::shownWidth)
        .returns(48, Picture::shownHeight);
  }

  @Test
  void aTraceThatContradictsItselfIsNotDrawn() {
    assertThat(
            List.of(
                with("frames", List.of()),
                with("frames", "none"),
                with("grid", List.of(0, 14, 14)),
                with("grid", List.of(1 << 20, 1 << 20, 1 << 20)),
                with("steps", 3),
                withInFrame("step", 7),
                withInFrame("masked", 197),
                withInFrame("masked", -1),
                withInFrame("png", "AAAA"),
                withInFrame("png", PicturesRun.base64(new Image(1, 1, 1, new byte[1]))),
                withInFrame("unmasked", List.of(196)),
                withInFrame("unmasked", List.of("first")),
                new Trace("unmasking", Map.of()),
                new Trace("patches", TRACE.data())))
        .allMatch(trace -> UnmaskingTrace.of(trace).isEmpty());
  }
}
