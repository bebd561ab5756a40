package dev.assay.coconut;

import dev.assay.SetupException;
import dev.assay.model.ModelSpec;
import dev.assay.model.TextGenerationRequest;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.FolderJson;
import dev.assay.onnx.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * When a model thinks: the object {@code thoughts} of a folder's {@code model.json}, with the
 * options that override it.
 *
 * @param begin tokens read after the prompt, before the first thought
 * @param end tokens read after the last thought, before the text; may be empty
 * @param count thoughts of a request that does not say how many it wants
 * @param maximum most thoughts that the model may be asked for
 * @param threshold probability from which on the model's classifier ends its thoughts; empty where
 *     their number is fixed
 * @param loop file of the graph that thinks in one call, where it is to be used
 */
record ThoughtSettings(
    List<Integer> begin,
    List<Integer> end,
    int count,
    int maximum,
    OptionalDouble threshold,
    Optional<String> loop) {
  static final String OPTION = "thoughts";
  static final String LOOP = "loop";
  private static final String COUNT = "count";
  private static final String CLASSIFIER = "classifier";
  private static final double EVEN_ODDS = 0.5;

  /**
   * Reads what a folder says.
   *
   * @throws SetupException if a key is missing or out of bounds
   */
  static ThoughtSettings read(FolderJson model) {
    FolderJson json = model.object("thoughts");
    int maximum = json.integer("maximum", 0);
    boolean classifier =
        json.has("ended_by")
            && json.choice("ended_by", List.of(COUNT, CLASSIFIER)).equals(CLASSIFIER);
    return new ThoughtSettings(
        json.integers("begin_token_ids", 0),
        json.integersIfAny("end_token_ids", 0),
        json.integer("count", 0, maximum),
        maximum,
        classifier ? threshold(json) : OptionalDouble.empty(),
        Optional.empty());
  }

  private static OptionalDouble threshold(FolderJson json) {
    return OptionalDouble.of(json.number("threshold").orElse(EVEN_ODDS));
  }

  /**
   * With the options {@code thoughts} and {@code loop} in place of what the folder says.
   *
   * @param model the folder's {@code model.json}
   * @throws SetupException if one is malformed, exceeds the maximum, or the two exclude each other
   */
  ThoughtSettings with(ModelSpec spec, FolderJson model) {
    FolderJson json = model.object("thoughts");
    String thoughts = spec.options().get(OPTION);
    int wanted = thoughts == null || thoughts.equals(CLASSIFIER) ? count : number(thoughts);
    OptionalDouble from =
        thoughts == null
            ? threshold
            : thoughts.equals(CLASSIFIER) ? threshold(json) : OptionalDouble.empty();
    Optional<String> file =
        spec.flag(LOOP, false) ? Optional.of(loop(json, from)) : Optional.empty();
    return new ThoughtSettings(begin, end, wanted, maximum, from, file);
  }

  private int number(String thoughts) {
    if (!thoughts.matches("\\d{1,9}") || Integer.parseInt(thoughts) > maximum) {
      throw new SetupException(
          "option '%s' must be a whole number from 0 to %d, the most that the model was trained for, or %s, not '%s'"
              .formatted(OPTION, maximum, CLASSIFIER, thoughts));
    }
    return Integer.parseInt(thoughts);
  }

  private static String loop(FolderJson json, OptionalDouble threshold) {
    if (threshold.isPresent()) {
      throw new SetupException(
          "with loop=true a classifier cannot end the thoughts; give %s=N, a number"
              .formatted(OPTION));
    }
    if (!json.has(LOOP)) {
      throw new SetupException(
          "option 'loop' needs the graph that key 'thoughts.loop' of %s names; this model has none"
              .formatted(json.file()));
    }
    return json.text(LOOP);
  }

  /**
   * Checks that a decoder can think so.
   *
   * @throws SetupException if it cannot
   */
  void requireOf(CausalDecoder decoder, FolderJson model) {
    if (!decoder.thinks()) {
      throw new SetupException(
          "the decoder of %s cannot think: its graph has no input 'thoughts'. Open it with the provider tokenized, or export it as a latent decoder"
              .formatted(model.file().getParent()));
    }
    if (threshold.isPresent() && !decoder.endsThinking()) {
      throw new SetupException(
          "the decoder of %s has no classifier that ends its thoughts: its graph has no output 'thought_end'. Give %s=N, a number"
              .formatted(model.file().getParent(), OPTION));
    }
  }

  /** Whether a request asks for no more thoughts than the model may have. */
  boolean allows(TextGenerationRequest request) {
    return request.thoughts().orElse(0) <= maximum;
  }

  /**
   * How the model thinks for a request; a number of thoughts in the request takes the place of the
   * classifier, too.
   *
   * @param answer tokens of how the answer begins, read after the thoughts
   * @param decoded how many tokens each thought is decoded to
   */
  Thinking thinking(OptionalInt wanted, List<Integer> answer, int decoded) {
    List<Integer> after = new ArrayList<>(end);
    after.addAll(answer);
    return wanted.isPresent() || threshold.isEmpty()
        ? new Thinking(wanted.orElse(count), OptionalDouble.empty(), after, decoded)
        : new Thinking(maximum, threshold, after, decoded);
  }

  /** For the model's card. */
  String description() {
    String inLoop = loop.isPresent() ? ", in one call" : "";
    return threshold.isPresent()
        ? "until the classifier's probability reaches %s, at most %d"
            .formatted(threshold.getAsDouble(), maximum)
        : count + inLoop;
  }
}
