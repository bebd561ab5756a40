package dev.assay.onnx.image;

import dev.assay.SetupException;
import dev.assay.model.Image;
import dev.assay.onnx.BoundGraph;
import dev.assay.onnx.ElementType;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.HostTensor;
import dev.assay.onnx.OnnxSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens of a vector-quantised autoencoder. */
final class QuantisedCodec implements GridCodec {
  private static final String TOKENS = "tokens";
  private static final String PIXELS = "pixels";

  /** Two at least: kernels for a single row of numbers sum differently. */
  private static final int LEAST_ROWS = 2;

  private static final int MOST_ROWS = 32;
  private static final float WHITE = 255;

  private final TokenGrid grid;
  private final OnnxSession decoder;
  private final Optional<OnnxSession> encoder;
  private final Image blank;

  private QuantisedCodec(
      TokenGrid grid, OnnxSession decoder, Optional<OnnxSession> encoder, Image blank) {
    this.grid = grid;
    this.decoder = decoder;
    this.encoder = encoder;
    this.blank = blank;
  }

  static QuantisedCodec open(
      TokenGrid grid,
      TokenGrid.Pixels.Quantised files,
      OnnxSession.Options options,
      EngineClock clock) {
    List<OnnxSession> opened = new ArrayList<>();
    try {
      OnnxSession decoder = OnnxSession.open(files.decoder(), options, clock);
      opened.add(decoder);
      Image blank = blank(files, decoder);
      Optional<OnnxSession> encoder =
          files.encoder().map(file -> OnnxSession.open(file, options, clock));
      encoder.ifPresent(opened::add);
      QuantisedCodec codec = new QuantisedCodec(grid, decoder, encoder, blank);
      codec.tryOut(files);
      return codec;
    } catch (RuntimeException e) {
      opened.forEach(OnnxSession::close);
      throw e;
    }
  }

  private static Image blank(TokenGrid.Pixels.Quantised files, OnnxSession decoder) {
    var info = decoder.outputs().get(PIXELS);
    long[] shape = info == null ? new long[0] : info.getShape();
    boolean valid =
        shape.length == 4 && shape[1] > 0 && shape[2] > 0 && (shape[3] == 1 || shape[3] == 3);
    if (!valid) {
      throw new SetupException(
          "%s must have an output 'pixels' [batch, height, width, channels] of fixed height, width and channels (1 or 3), with only the batch free"
              .formatted(files.decoder()));
    }
    int size = Math.toIntExact(shape[1] * shape[2] * shape[3]);
    return new Image((int) shape[2], (int) shape[1], (int) shape[3], new byte[size]);
  }

  /** A graph that loads but cannot run, or for another grid, is found when the model is opened. */
  private void tryOut(TokenGrid.Pixels.Quantised files) {
    try {
      Image image = images(List.of(new int[grid.frameSize()])).get(0);
      if (encoder.isPresent()) {
        tokens(image);
      }
    } catch (RuntimeException e) {
      throw new SetupException(
          "the autoencoder %s was loaded but cannot run on a grid of %d×%d tokens: %s"
              .formatted(files.decoder(), grid.width(), grid.height(), e.getMessage()),
          e);
    }
  }

  @Override
  public List<Image> images(List<int[]> frames) {
    List<Image> images = new ArrayList<>();
    for (int from = 0; from < frames.size(); from += MOST_ROWS) {
      images.addAll(decode(frames.subList(from, Math.min(frames.size(), from + MOST_ROWS))));
    }
    return images;
  }

  private List<Image> decode(List<int[]> frames) {
    int rows = Math.max(LEAST_ROWS, frames.size());
    try (HostTensor tokens = new HostTensor(ElementType.INT64);
        HostTensor pixels = new HostTensor(ElementType.FLOAT32)) {
      tokens.reshape(rows, grid.frameSize());
      pixels.reshape(rows, blank.height(), blank.width(), blank.channels());
      for (int i = 0; i < rows * grid.frameSize(); i++) {
        int row = Math.min(i / grid.frameSize(), frames.size() - 1);
        tokens.longs().put(i, frames.get(row)[i % grid.frameSize()]);
      }
      new BoundGraph(decoder, Map.of(TOKENS, tokens), Map.of(PIXELS, pixels)).run();
      float[] numbers = new float[blank.height() * blank.width() * blank.channels()];
      List<Image> images = new ArrayList<>();
      for (int i = 0; i < frames.size(); i++) {
        pixels.get(i * numbers.length, numbers);
        images.add(image(numbers));
      }
      return images;
    }
  }

  private Image image(float[] numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, numbers[i])) * WHITE);
    }
    return new Image(blank.width(), blank.height(), blank.channels(), bytes);
  }

  @Override
  public boolean encodes() {
    return encoder.isPresent();
  }

  @Override
  public int[] tokens(Image image) {
    requireShape(image);
    byte[] bytes = image.pixels();
    try (HostTensor pixels = new HostTensor(ElementType.FLOAT32);
        HostTensor tokens = new HostTensor(ElementType.INT64)) {
      pixels.reshape(LEAST_ROWS, blank.height(), blank.width(), blank.channels());
      tokens.reshape(LEAST_ROWS, grid.frameSize());
      float[] numbers = new float[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        numbers[i] = (bytes[i] & 0xff) / WHITE;
      }
      for (int row = 0; row < LEAST_ROWS; row++) {
        pixels.put(row * numbers.length, numbers);
      }
      new BoundGraph(encoder.orElseThrow(), Map.of(PIXELS, pixels), Map.of(TOKENS, tokens)).run();
      int[] found = new int[grid.frameSize()];
      for (int i = 0; i < found.length; i++) {
        found[i] = Math.toIntExact(tokens.longs().get(i));
        if (found[i] < 0 || found[i] >= grid.tokens()) {
          throw new IllegalStateException(
              "the encoder returned token %d; the grid has only %d"
                  .formatted(found[i], grid.tokens()));
        }
      }
      return found;
    }
  }

  @Override
  public Image blank() {
    return blank;
  }

  @Override
  public void close() {
    decoder.close();
    encoder.ifPresent(OnnxSession::close);
  }
}
