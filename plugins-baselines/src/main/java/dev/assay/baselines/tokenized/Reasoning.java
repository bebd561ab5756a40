package dev.assay.baselines.tokenized;

import dev.assay.SetupException;
import dev.assay.onnx.text.LanguageModelFolder;
import dev.assay.onnx.text.Tokenizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a model reads between a prompt and its answer: how it is given room to reason, or kept from
 * writing its steps. These are the baselines of Coconut's paper (arXiv 2412.06769).
 *
 * <p>A folder's {@code model.json} may say both what the model was trained for, {@code "method"},
 * and what it must read, {@code "after_prompt_token_ids"}; the option {@code reasoning} takes the
 * place of the two.
 *
 * @param method the method's name, where it is known
 * @param afterPrompt tokens read after every prompt, before what the benchmark gives of the answer
 * @param answerMarker how every answer is made to begin, often empty; read by the model, and part
 *     of the output
 */
record Reasoning(Optional<String> method, List<Integer> afterPrompt, String answerMarker) {
  private static final String PAUSE = "pause";
  private static final List<String> MARKED = List.of("no-cot", "icot");
  private static final List<String> METHODS = List.of("cot", "no-cot", "icot", PAUSE);

  private static final String REASONING = "reasoning";
  private static final String ANSWER_MARKER = "answer-marker";
  private static final String PAUSES = "pauses";
  private static final String PAUSE_TOKEN = "pause-token";

  /** The options that {@link #of} understands, each with a sentence that explains it. */
  static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        REASONING,
        "cot: the model writes its steps, nothing is inserted; no-cot or icot: the answer is made to begin at once, with the answer marker; pause: pause tokens stand after every prompt (default: what model.json says)");
    options.put(
        ANSWER_MARKER,
        "with reasoning=no-cot or icot: how the answer begins; the model reads it, and it is part of the output (default \"### \")");
    options.put(PAUSES, "with reasoning=pause: how many pause tokens (default 6)");
    options.put(
        PAUSE_TOKEN,
        "with reasoning=pause: the token, one of tokenizer.json's (default <|pause|>)");
    return options;
  }

  /**
   * What the options ask for, else what the folder says.
   *
   * @throws SetupException if an option is wrong, or the vocabulary lacks the pause token
   */
  static Reasoning of(
      LanguageModelFolder folder, Tokenizer tokenizer, Map<String, String> options) {
    Optional<String> method = Optional.ofNullable(options.get(REASONING));
    method.ifPresent(Reasoning::requireKnown);
    boolean marked = method.filter(MARKED::contains).isPresent();
    boolean paused = method.filter(PAUSE::equals).isPresent();
    requireUse(options, ANSWER_MARKER, marked, "no-cot or icot");
    requireUse(options, PAUSES, paused, PAUSE);
    requireUse(options, PAUSE_TOKEN, paused, PAUSE);
    if (method.isEmpty()) {
      return new Reasoning(
          folder.method(), folder.json().integersIfAny("after_prompt_token_ids", 0), "");
    }
    return new Reasoning(
        method,
        paused ? pauses(folder, tokenizer, options) : List.of(),
        marked ? options.getOrDefault(ANSWER_MARKER, "### ") : "");
  }

  /** A prompt's tokens with those that stand behind every prompt. */
  int[] after(int[] prompt) {
    return IntStream.concat(Arrays.stream(prompt), afterPrompt.stream().mapToInt(Integer::intValue))
        .toArray();
  }

  private static void requireKnown(String method) {
    if (!METHODS.contains(method)) {
      throw SetupException.unknownName("value of option 'reasoning'", method, METHODS);
    }
  }

  private static void requireUse(
      Map<String, String> options, String option, boolean used, String values) {
    if (options.containsKey(option) && !used) {
      throw new SetupException(
          "option '%s' goes with reasoning=%s, and would change nothing here"
              .formatted(option, values));
    }
  }

  private static List<Integer> pauses(
      LanguageModelFolder folder, Tokenizer tokenizer, Map<String, String> options) {
    String token = options.getOrDefault(PAUSE_TOKEN, "<|pause|>");
    OptionalInt id = tokenizer.token(token);
    if (id.isEmpty()) {
      throw new SetupException(
          "'%s' is not one token of %s, so the model cannot pause with it; name a token of the vocabulary with the option %s"
              .formatted(token, folder.tokenizer(), PAUSE_TOKEN));
    }
    return Collections.nCopies(count(options, folder.context()), id.getAsInt());
  }

  private static int count(Map<String, String> options, int context) {
    String text = options.getOrDefault(PAUSES, "6");
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) >= context) {
      throw new SetupException(
          "option '%s' must be a whole number from 1 to %d, less than the model's context, not '%s'"
              .formatted(PAUSES, context - 1, text));
    }
    return Integer.parseInt(text);
  }
}
