package dev.assay.onnx.image;

import dev.assay.model.Ability;
import dev.assay.model.Image;
import dev.assay.model.Request;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers requests by unmasking: what a request gives becomes tokens, all other tokens of the
 * sequence are unmasked, and one grid of them becomes the answer.
 *
 * <p>Usage: input tokens are those that were given, output tokens those unmasked, in every grid;
 * bytes are those of pixels; denoising steps are the sampler's, forward passes the steps that
 * needed the model; under guidance each costs twice. Operations of an autoencoder are left out.
 *
 * @param <Q> request type
 * @param <O> output type
 */
final class GridAbility<Q extends Request, O> implements Ability<Q, O> {
  private final Network network;
  private final TokenGrid target;
  private final Function<Q, Asked> reading;
  private final Function<List<Image>, O> writing;
  private final UnmaskingTrace trace;

  /**
   * What all abilities of a model share.
   *
   * @param codecs one for each grid
   * @param flopsPerPass estimated operations of one sequence's forward pass, guidance included
   */
  record Network(
      TokenModelFolder folder,
      Map<TokenGrid, GridCodec> codecs,
      Unmasker unmasker,
      double flopsPerPass) {
    GridCodec codec(TokenGrid grid) {
      return Objects.requireNonNull(codecs.get(grid));
    }
  }

  /**
   * What a request gives.
   *
   * @param given tokens from 0 of the grids that are known
   * @param condition id of the class
   * @param bytes of the pixels that were read
   */
  record Asked(Map<TokenGrid, int[]> given, int condition, long bytes) {}

  /**
   * An ability.
   *
   * @param target the grid that becomes the answer
   * @param reading what a request gives; throws {@link RefusedRequest} where it cannot be answered
   * @param writing makes the answer from the target's pictures
   */
  GridAbility(
      Network network,
      TokenGrid target,
      Function<Q, Asked> reading,
      Function<List<Image>, O> writing,
      UnmaskingTrace trace) {
    this.network = network;
    this.target = target;
    this.reading = reading;
    this.writing = writing;
    this.trace = trace;
  }

  @Override
  public void respond(List<Q> requests, ResponseSink<O> sink) {
    List<MaskedRequest> masked = new ArrayList<>();
    long[] bytes = new long[requests.size()];
    for (int i = 0; i < requests.size(); i++) {
      Q request = requests.get(i);
      try {
        Asked asked = reading.apply(request);
        bytes[i] = asked.bytes();
        masked.add(
            new MaskedRequest(
                i, tokens(asked), asked.condition(), new CounterRandom(request.seed())));
      } catch (RefusedRequest e) {
        sink.fail(request.id(), String.valueOf(e.getMessage()));
      }
    }
    network.unmasker().unmask(masked, finished -> answer(requests, bytes, finished, sink));
  }

  private int[] tokens(Asked asked) {
    int[] tokens = new int[network.folder().length()];
    Arrays.fill(tokens, network.folder().denoiser().mask());
    asked
        .given()
        .forEach(
            (grid, known) -> {
              for (int i = 0; i < known.length; i++) {
                tokens[grid.offset() + i] = grid.firstToken() + known[i];
              }
            });
    return tokens;
  }

  private void answer(
      List<Q> requests, long[] bytes, List<Unmasked> finished, ResponseSink<O> sink) {
    List<int[]> frames = finished.stream().flatMap(result -> frames(result).stream()).toList();
    List<Image> images = network.codec(target).images(frames);
    for (int i = 0; i < finished.size(); i++) {
      Unmasked result = finished.get(i);
      List<Image> own = images.subList(i * target.frames(), (i + 1) * target.frames());
      sink.accept(
          requests.get(result.index()).id(),
          new Response<>(
              writing.apply(own),
              usage(result, bytes[result.index()], own),
              Optional.of(trace.of(result))));
    }
  }

  private List<int[]> frames(Unmasked result) {
    int[] tokens =
        Arrays.stream(result.sequence().ids(), target.offset(), target.end())
            .map(id -> id - target.firstToken())
            .toArray();
    List<int[]> frames = new ArrayList<>();
    for (int i = 0; i < target.frames(); i++) {
      frames.add(Arrays.copyOfRange(tokens, i * target.frameSize(), (i + 1) * target.frameSize()));
    }
    return frames;
  }

  private Usage usage(Unmasked result, long bytesRead, List<Image> images) {
    Image first = images.get(0);
    long bytesWritten = (long) first.width() * first.height() * first.channels() * images.size();
    int unmasked = result.sequence().open().length;
    return new Usage(
        bytesRead,
        bytesWritten,
        result.sequence().length() - unmasked,
        unmasked,
        0,
        0,
        result.steps(),
        result.passes(),
        result.passes() * network.flopsPerPass(),
        result.seconds());
  }
}
