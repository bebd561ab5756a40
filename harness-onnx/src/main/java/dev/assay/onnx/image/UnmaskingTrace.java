package dev.assay.onnx.image;

import dev.assay.model.Image;
import dev.assay.model.Trace;
import dev.assay.onnx.ListOnDemand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a grid was unmasked, for the report: at most sixteen frames, from all masked to finished.
 *
 * <p>The trace's kind is {@code unmasking}. Its data: {@code grid}, [frames, height, width] in
 * tokens; {@code kind}, {@code image}, {@code labels} or {@code video}; {@code steps}; {@code
 * sampler}; {@code guidance}; and {@code frames}, each with {@code step}, how many steps were done;
 * {@code time}, their share; {@code masked}, how many tokens still were; {@code unmasked}, the
 * positions that have a token now and had none in the frame before; {@code png}, what the grid
 * shows then, in base64: masked tokens are mid-grey, a video's pictures stand side by side. The
 * frames are drawn when they are first read, since most traces never are.
 *
 * @param grid whose tokens are shown
 * @param display makes pictures of them
 * @param mask id of [MASK]
 * @param sampler what it was unmasked with
 * @param guidance scale of the guidance
 */
record UnmaskingTrace(
    TokenGrid grid, GridCodec display, int mask, UnmaskingSampler sampler, double guidance) {
  /** Most frames. */
  static final int FRAMES = 16;

  private static final byte MID_GREY = (byte) 128;
  private static final int MASKED = -1;

  /** The trace of one answer. */
  Trace of(Unmasked result) {
    return new Trace(
        "unmasking",
        Map.of(
            "grid", List.of(grid.frames(), grid.height(), grid.width()),
            "kind", grid.kind().word(),
            "steps", result.steps(),
            "sampler", sampler.name(),
            "guidance", guidance,
            "frames", new ListOnDemand<>(() -> frames(result))));
  }

  private List<Map<String, Object>> frames(Unmasked result) {
    List<TokenSequence.Change> changes = result.sequence().changes();
    int[] tokens = new int[grid.size()];
    Arrays.fill(tokens, MASKED);
    int count = Math.min(FRAMES, result.steps() + 1);
    List<Map<String, Object>> frames = new ArrayList<>();
    int next = 0;
    for (int frame = 0; frame < count; frame++) {
      int done = (int) Math.round(frame * (double) result.steps() / Math.max(1, count - 1));
      TreeSet<Integer> unmasked = new TreeSet<>();
      for (; next < changes.size() && changes.get(next).step() < done; next++) {
        apply(changes.get(next), tokens, unmasked);
      }
      frames.add(frame(done, result.steps(), tokens, unmasked));
    }
    return frames;
  }

  private void apply(TokenSequence.Change change, int[] tokens, TreeSet<Integer> unmasked) {
    int position = change.position() - grid.offset();
    if (position < 0 || position >= tokens.length) {
      return; // in another grid
    }
    if (change.token() == mask) {
      tokens[position] = MASKED;
      unmasked.remove(position);
    } else {
      tokens[position] = change.token() - grid.firstToken();
      unmasked.add(position);
    }
  }

  private Map<String, Object> frame(int done, int steps, int[] tokens, TreeSet<Integer> unmasked) {
    Map<String, Object> frame = new TreeMap<>();
    frame.put("step", done);
    frame.put("time", steps == 0 ? 1.0 : (double) done / steps);
    frame.put("masked", Arrays.stream(tokens).filter(token -> token == MASKED).count());
    frame.put("unmasked", List.copyOf(unmasked));
    frame.put("png", Base64.getEncoder().encodeToString(strip(tokens).png()));
    return frame;
  }

  /** The grid's pictures side by side. */
  private Image strip(int[] tokens) {
    List<int[]> frames = new ArrayList<>();
    for (int i = 0; i < grid.frames(); i++) {
      frames.add(
          Arrays.stream(tokens, i * grid.frameSize(), (i + 1) * grid.frameSize())
              .map(token -> Math.max(0, token))
              .toArray());
    }
    List<Image> images = display.images(frames);
    Image first = images.get(0);
    int channels = first.channels();
    int width = first.width() * images.size();
    byte[] pixels = new byte[width * first.height() * channels];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      int frame = x / first.width();
      int column = x % first.width();
      int cell = y * grid.height() / first.height() * grid.width();
      cell += column * grid.width() / first.width() + frame * grid.frameSize();
      boolean masked = tokens[cell] == MASKED;
      pixels[i] = masked ? MID_GREY : (byte) images.get(frame).at(column, y, i % channels);
    }
    return new Image(width, first.height(), channels, pixels);
  }
}
