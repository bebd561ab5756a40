package dev.assay.coconut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.Sampling;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.PendingGeneration;
import dev.assay.onnx.Thinking;
import dev.assay.onnx.Thoughts;
import dev.assay.onnx.TokenBytes;
import dev.assay.onnx.TokenGeneration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that think, read and write side by side never see each other, to the last bit. */
class BatchTest {
  /** Token n stands for the n-th character from U+4E00 on, so that a text tells its tokens. */
  private static final TokenBytes CHARACTERS =
      token -> Character.toString(0x4E00 + token).getBytes(StandardCharsets.UTF_8);

  /** Requests of all lengths, with 0 to 8 thoughts or as many as a classifier wants. */
  private static List<TokenGeneration> requests(
      TinyModels model, int count, int shared, int longest, long seed) {
    Random random = new Random(seed);
    ThoughtSettings settings = model.settings();
    int[] prefix = random.ints(shared, 5, TinyModels.ORDINARY).toArray();
    List<TokenGeneration> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = shared + 1 + random.nextInt(longest - shared);
      int[] prompt = Arrays.copyOf(prefix, length);
      for (int p = shared; p < length; p++) {
        prompt[p] = 5 + random.nextInt(TinyModels.ORDINARY - 5);
      }
      boolean own = random.nextInt(4) == 0;
      OptionalInt thoughts = own ? OptionalInt.empty() : OptionalInt.of(random.nextInt(9));
      List<Integer> answer = i % 5 == 0 ? List.of(7, 8, 9) : List.of();
      requests.add(
          new TokenGeneration(
              i,
              prompt,
              1 + random.nextInt(20),
              1_000,
              List.of(),
              i % 3 == 0 ? new Sampling(0.9, 20, 0.95) : Sampling.GREEDY,
              i,
              Optional.of(settings.thinking(thoughts, answer, 5))));
    }
    return requests;
  }

  /** Everything about an answer that must not depend on its neighbours. */
  private record Answer(
      String text, int tokens, int read, int passes, int thoughts, String exactly) {
    static Answer of(GeneratedTokens result) {
      Thoughts thoughts = result.thoughts();
      return new Answer(
          result.text().toString(),
          result.tokens(),
          result.promptTokens(),
          result.forwardPasses(),
          thoughts.count(),
          exactly(thoughts));
    }

    /** Decimals of floats and doubles tell every bit. */
    private static String exactly(Thoughts thoughts) {
      String vectors =
          thoughts.vectors().stream().map(Arrays::toString).collect(Collectors.joining());
      String readings =
          thoughts.readings().stream()
              .map(
                  r ->
                      Arrays.toString(r.tokens().ids())
                          + Arrays.toString(r.tokens().logProbabilities())
                          + r.end())
              .collect(Collectors.joining());
      return vectors + readings;
    }
  }

  private static Map<Integer, Answer> answers(
      TinyModels model, int batchSize, int lanes, List<TokenGeneration> requests) {
    Map<Integer, Answer> answers = new ConcurrentHashMap<>();
    try (CausalDecoder decoder = model.decoder(batchSize, lanes)) {
      decoder.generate(
          requests.stream().map(PendingGeneration::of).toList(),
          CHARACTERS,
          model.read().endTokens(),
          result -> assertThat(answers.put(result.index(), Answer.of(result))).isNull());
    }
    assertThat(answers).hasSameSizeAs(requests);
    return new TreeMap<>(answers);
  }

  @ParameterizedTest
  @EnumSource
  void answersDoNotDependOnBatchSizeOrOrderOrLanes(TinyModels model) {
    List<TokenGeneration> requests = requests(model, 60, 0, 180, 1);
    Map<Integer, Answer> alone = answers(model, 1, 1, requests);
    for (int batchSize : List.of(3, 16)) {
      assertThat(answers(model, batchSize, 1, requests)).isEqualTo(alone);
      List<TokenGeneration> shuffled = new ArrayList<>(requests);
      Collections.shuffle(shuffled, new Random(batchSize));
      assertThat(answers(model, batchSize, 2, shuffled)).isEqualTo(alone);
    }
    assertThat(alone.values()).extracting(Answer::thoughts).contains(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @ParameterizedTest
  @EnumSource
  void soItIsWithPromptsThatBeginAlike(TinyModels model) {
    List<TokenGeneration> requests = requests(model, 60, 70, 160, 2);
    Map<Integer, Answer> alone = answers(model, 1, 1, requests);
    for (int batchSize : List.of(3, 16)) {
      assertThat(answers(model, batchSize, 1, requests)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatThinkDoNotDisturbRowsThatDoNot(TinyModels model) {
    List<TokenGeneration> thinking = requests(model, 20, 0, 100, 3);
    List<TokenGeneration> plain =
        requests(model, 20, 0, 100, 4).stream()
            .map(
                r ->
                    new TokenGeneration(
                        100 + r.index(),
                        r.prompt(),
                        r.maxNewTokens(),
                        r.maxBytes(),
                        r.stop(),
                        r.sampling(),
                        r.seed()))
            .toList();
    List<TokenGeneration> both = new ArrayList<>(thinking);
    both.addAll(plain);
    Map<Integer, Answer> together = answers(model, 16, 1, both);
    Map<Integer, Answer> apart = answers(model, 16, 1, thinking);
    apart.putAll(answers(model, 16, 1, plain));
    assertThat(together).isEqualTo(apart);
  }

  @ParameterizedTest
  @EnumSource
  void noThoughtsAreAsIfBeginAndEndTokensWereInThePrompt(TinyModels model) {
    ThoughtSettings settings = model.settings();
    List<TokenGeneration> requests = new ArrayList<>();
    for (TokenGeneration r : requests(model, 10, 0, 60, 5)) {
      Thinking none = settings.thinking(OptionalInt.of(0), List.of(), 0);
      requests.add(of(r, r.index(), r.prompt(), Optional.of(none)));
      int[] longer = Arrays.copyOf(r.prompt(), r.prompt().length + settings.end().size());
      for (int i = 0; i < settings.end().size(); i++) {
        longer[r.prompt().length + i] = settings.end().get(i);
      }
      requests.add(of(r, 100 + r.index(), longer, Optional.empty()));
    }
    Map<Integer, Answer> answers = answers(model, 16, 1, requests);
    for (int i = 0; i < 10; i++) {
      assertThat(answers.get(i).text()).isEqualTo(answers.get(100 + i).text());
      assertThat(answers.get(i).read()).isEqualTo(answers.get(100 + i).read());
    }
  }

  private static TokenGeneration of(
      TokenGeneration r, int index, int[] prompt, Optional<Thinking> thinking) {
    return new TokenGeneration(
        index,
        prompt,
        r.maxNewTokens(),
        r.maxBytes(),
        r.stop(),
        Sampling.GREEDY,
        r.seed(),
        thinking);
  }
}
