package dev.assay.onnx;

import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.onnx.Predictions.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One row of a batch that is being generated: what it has thought and written, and what it reads
 * next. A row thinks, if it is asked to, then reads the tokens that end thinking, then writes.
 */
final class Slot {
  /** What a row reads next. */
  sealed interface Input {
    /** A token. */
    record Token(int id) implements Input {}

    /** A vector in place of a token, {@code [width]}. */
    record Thought(float[] vector) implements Input {}
  }

  private final TokenGeneration request;
  private final TokenBytes vocabulary;
  private final Set<Integer> ends;
  private final int context;
  private final GeneratedBytes bytes;
  private final Optional<TokenSampler> sampler;
  private final List<float[]> thoughts = new ArrayList<>();
  private final List<Thoughts.Reading> readings = new ArrayList<>();
  private final long start = System.nanoTime();
  private boolean thinking;
  private boolean endedByModel;
  private int afterThoughts;
  private final List<Integer> generated = new ArrayList<>();
  private int passes;
  private int cached;
  private Input next = new Input.Token(0);

  /**
   * A row whose prompt is about to be read.
   *
   * @param cached positions of its cache that the prompt takes
   * @param context most positions the model can attend to
   * @param vocabulary what each token stands for
   * @param ends tokens that end a text
   */
  Slot(TokenGeneration request, int cached, int context, TokenBytes vocabulary, Set<Integer> ends) {
    this.request = request;
    this.cached = cached;
    this.context = context;
    this.vocabulary = vocabulary;
    this.ends = ends;
    this.bytes = new GeneratedBytes(request.stop(), request.maxBytes());
    this.sampler =
        request.sampling().greedy()
            ? Optional.empty()
            : Optional.of(new TokenSampler(request.sampling(), request.seed()));
    this.thinking = request.thinking().isPresent();
  }

  /** The prompt. */
  int[] prompt() {
    return request.prompt();
  }

  /** Positions of its cache that are valid. */
  int cached() {
    return cached;
  }

  /** The next input has been read and its keys and values are in the cache. */
  void grow() {
    cached++;
  }

  /** What it reads next. */
  Input next() {
    return next;
  }

  /**
   * Takes what the model predicts after the last position it has read, and so finds what it reads
   * next; tells why the row ends, if it does. A row that has no room to write anything after its
   * thoughts ends with {@code LENGTH} and an empty text.
   */
  Optional<Finish> take(Prediction prediction) {
    passes++;
    if (thinking) {
      Thinking how = request.thinking().orElseThrow();
      OptionalDouble end = prediction.thoughtEnd();
      note(how, prediction, end);
      endedByModel = how.endThreshold().isPresent() && ends(how.endThreshold().getAsDouble(), end);
      thinking = !endedByModel && thoughts.size() < how.most();
      if (thinking) {
        return read(new Input.Thought(prediction.thought()));
      }
    }
    List<Integer> after = request.thinking().map(Thinking::after).orElse(List.of());
    return afterThoughts < after.size()
        ? read(new Input.Token(after.get(afterThoughts)))
        : write(sampler.map(s -> s.draw(prediction.logits())).orElseGet(prediction::mostProbable));
  }

  /**
   * Takes all its thoughts at once, whose keys and values are in the cache, and what the model
   * predicts after the last.
   */
  Optional<Finish> take(List<float[]> thoughtAtOnce, Prediction prediction) {
    thoughts.addAll(thoughtAtOnce);
    cached += thoughtAtOnce.size();
    passes += thoughtAtOnce.size();
    thinking = false;
    return take(prediction);
  }

  private static boolean ends(double threshold, OptionalDouble end) {
    return end.orElseThrow() >= threshold;
  }

  private void note(Thinking how, Prediction prediction, OptionalDouble end) {
    if (how.decoded() > 0) {
      float[] logits = prediction.logits();
      readings.add(new Thoughts.Reading(() -> LikelyTokens.of(logits, how.decoded()), end));
    }
  }

  /** Goes on with an input that is no text, if a position is left for text after it. */
  private Optional<Finish> read(Input input) {
    if (promptTokens() + thoughts.size() + 1 >= context) {
      return Optional.of(Finish.LENGTH);
    }
    next = input;
    if (input instanceof Input.Thought thought) {
      thoughts.add(thought.vector());
    } else {
      afterThoughts++;
    }
    return Optional.empty();
  }

  private Optional<Finish> write(int token) {
    generated.add(token);
    next = new Input.Token(token);
    if (ends.contains(token)) {
      return Optional.of(Finish.END);
    }
    Optional<Finish> finish = bytes.append(vocabulary.of(token));
    boolean full =
        generated.size() == request.maxNewTokens()
            || promptTokens() + thoughts.size() + generated.size() >= context;
    return finish.isEmpty() && full ? Optional.of(Finish.LENGTH) : finish;
  }

  private int promptTokens() {
    return request.prompt().length + afterThoughts;
  }

  /** What has become of the request. */
  GeneratedTokens result(Finish finish) {
    return new GeneratedTokens(
        request.index(),
        new GeneratedText(bytes.text(), finish),
        promptTokens(),
        generated,
        new Thoughts(thoughts, endedByModel, readings),
        passes,
        (System.nanoTime() - start) / 1e9);
  }
}
