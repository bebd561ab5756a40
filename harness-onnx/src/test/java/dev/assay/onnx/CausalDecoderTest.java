package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.Sampling;
import dev.assay.onnx.TinyDecoder.Layout;
import dev.assay.onnx.TinyDecoder.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CausalDecoderTest {
  private static final int CONTEXT = 2_000;

  @ParameterizedTest
  @EnumSource
  void continuesPromptsAsPyTorchDoes(Layout layout) {
    List<Reference> references = TinyDecoder.references();
    for (int batchSize : List.of(1, 2, 64)) {
      Map<Integer, GeneratedText> texts =
          generate(
              layout, batchSize, references.stream().map(Reference::prompt).toList(), 16, "", 0);
      for (int i = 0; i < references.size(); i++) {
        assertThat(texts.get(i).text()).isEqualTo(TinyDecoder.text(references.get(i).greedy()));
        assertThat(texts.get(i).finish()).isEqualTo(Finish.LENGTH);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresContinuationsAsPyTorchDoes(Layout layout) {
    List<Reference> references = TinyDecoder.references();
    List<TokenScoring> requests = new ArrayList<>();
    for (Reference reference : references) {
      int[] whole = Arrays.copyOf(reference.prompt(), reference.prompt().length + 16);
      for (int i = 0; i < 16; i++) {
        whole[reference.prompt().length + i] = reference.greedy().get(i);
      }
      requests.add(new TokenScoring(requests.size(), whole, reference.prompt().length));
    }
    Map<Integer, ScoredTokens> scores = score(layout, 8, requests);
    for (int i = 0; i < references.size(); i++) {
      double expected = Arrays.stream(references.get(i).logProbabilities()).sum();
      assertThat(scores.get(i).logLikelihood()).isCloseTo(expected, within(1e-4));
      assertThat(scores.get(i).greedy()).isTrue();
      assertThat(scores.get(i).tokens()).isEqualTo(16);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresDoNotDependOnBatchSizeOrOrderToTheLastBit(Layout layout) {
    List<TokenScoring> requests = new ArrayList<>();
    for (int[] tokens : prompts(90, 80, 150, 1)) {
      requests.add(new TokenScoring(requests.size(), tokens, tokens.length - 5));
    }
    Map<Integer, Double> alone = logLikelihoods(score(layout, 1, requests));
    for (int batchSize : List.of(7, 64)) {
      assertThat(logLikelihoods(score(layout, batchSize, requests))).isEqualTo(alone);
      List<TokenScoring> shuffled = new ArrayList<>(requests);
      Collections.shuffle(shuffled, new Random(batchSize));
      assertThat(logLikelihoods(score(layout, batchSize, shuffled))).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalLanesGiveTheSameAnswersAsOne(Layout layout) {
    List<int[]> prompts = prompts(60, 70, 200, 7);
    List<PendingGeneration> generations =
        IntStream.range(0, 60).mapToObj(i -> request(i, prompts.get(i), 20, "A", 0)).toList();
    List<TokenScoring> scorings =
        IntStream.range(0, 60)
            .mapToObj(i -> new TokenScoring(i, prompts.get(i), prompts.get(i).length - 5))
            .toList();
    Map<Integer, GeneratedText> texts = new ConcurrentHashMap<>();
    Map<Integer, Double> scores = new ConcurrentHashMap<>();
    try (CausalDecoder decoder = TinyDecoder.open(layout, CONTEXT, 16, 3)) {
      decoder.generate(
          generations, TinyDecoder.CHARACTERS, Set.of(), r -> texts.put(r.index(), r.text()));
      decoder.score(scorings, r -> scores.put(r.index(), r.logLikelihood()));
    }
    assertThat(texts).isEqualTo(generate(layout, 16, prompts, 20, "A", 0));
    assertThat(scores).isEqualTo(logLikelihoods(score(layout, 16, scorings)));
  }

  @Test
  void anInterruptedDecoderStopsInAllLanes() {
    List<int[]> prompts = prompts(200, 0, 100, 8);
    List<PendingGeneration> requests =
        IntStream.range(0, 200).mapToObj(i -> request(i, prompts.get(i), 500, "", 0)).toList();
    Map<Integer, GeneratedText> texts = new ConcurrentHashMap<>();
    try (CausalDecoder decoder = TinyDecoder.open(Layout.ASSAY, CONTEXT, 4, 2)) {
      Thread.currentThread().interrupt();
      decoder.generate(
          requests, TinyDecoder.CHARACTERS, Set.of(), r -> texts.put(r.index(), r.text()));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(texts).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @EnumSource
  void promptsThatBeginOtherwiseThanMostAreContinuedToo(Layout layout) {
    List<int[]> prompts = prompts(100, 80, 120, 9);
    int[] other = prompts.get(50).clone();
    other[0] = (other[0] + 1) % TinyDecoder.VOCABULARY;
    prompts.set(50, other);
    Map<Integer, GeneratedText> texts = generate(layout, 1, prompts, 12, "A", 0);
    assertThat(generate(layout, 16, prompts, 12, "A", 0)).isEqualTo(texts);
    assertThat(texts.get(50)).isEqualTo(generate(layout, 16, List.of(other), 12, "A", 0).get(0));
  }

  @ParameterizedTest
  @EnumSource
  void howMuchOfAPromptIsSharedChangesNoMoreThanTheLastDigits(Layout layout) {
    List<TokenScoring> requests = new ArrayList<>();
    for (int[] tokens : prompts(40, 80, 150, 6)) {
      requests.add(new TokenScoring(requests.size(), tokens, tokens.length - 5));
    }
    Map<Integer, Double> together = logLikelihoods(score(layout, 64, requests));
    for (TokenScoring request : requests) {
      double alone = score(layout, 64, List.of(request)).get(request.index()).logLikelihood();
      assertThat(alone).isCloseTo(together.get(request.index()), within(1e-5));
    }
  }

  private static Map<Integer, Double> logLikelihoods(Map<Integer, ScoredTokens> scores) {
    Map<Integer, Double> values = new TreeMap<>();
    scores.forEach((index, score) -> values.put(index, score.logLikelihood()));
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void textsDoNotDependOnBatchSizeAndRowsThatFinishMakeRoomForOthers(Layout layout) {
    List<int[]> prompts = prompts(100, 70, 200, 2);
    Map<Integer, GeneratedText> alone = generate(layout, 1, prompts, 40, "A", 0);
    assertThat(alone.values()).extracting(GeneratedText::finish).contains(Finish.STOP);
    for (int batchSize : List.of(7, 64)) {
      assertThat(generate(layout, batchSize, prompts, 40, "A", 0)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sampledTextsFollowTheirSeedAndNotTheirNeighbours(Layout layout) {
    List<int[]> prompts = prompts(20, 0, 30, 3);
    Map<Integer, GeneratedText> alone = generate(layout, 1, prompts, 12, "", 0.8);
    assertThat(generate(layout, 64, prompts, 12, "", 0.8)).isEqualTo(alone);
    assertThat(alone).isNotEqualTo(generate(layout, 64, prompts, 12, "", 0));
  }

  @Test
  void bothLayoutsAgreeOnPromptsOfSeveralChunks() {
    List<int[]> prompts = prompts(3, 0, 1_500, 4);
    assertThat(generate(Layout.ASSAY, 4, prompts, 20, "", 0))
        .isEqualTo(generate(Layout.OPTIMUM, 4, prompts, 20, "", 0));
    List<TokenScoring> requests =
        IntStream.range(0, 3)
            .mapToObj(i -> new TokenScoring(i, prompts.get(i), prompts.get(i).length / 3))
            .toList();
    Map<Integer, ScoredTokens> assay = score(Layout.ASSAY, 4, requests);
    score(Layout.OPTIMUM, 4, requests)
        .forEach(
            (i, score) ->
                assertThat(assay.get(i).logLikelihood())
                    .isCloseTo(score.logLikelihood(), within(1e-2)));
  }

  @ParameterizedTest
  @EnumSource
  void generationEndsWhereTheContextIsFull(Layout layout) {
    int[] prompt = prompts(1, 0, 20, 5).get(0);
    try (CausalDecoder decoder = TinyDecoder.open(layout, prompt.length + 3, 2)) {
      List<GeneratedTokens> results = new ArrayList<>();
      decoder.generate(
          List.of(request(0, prompt, 50, "", 0)), TinyDecoder.CHARACTERS, List.of(), results::add);
      assertThat(results).hasSize(1);
      assertThat(results.get(0).tokens()).isEqualTo(3);
      assertThat(results.get(0).text().finish()).isEqualTo(Finish.LENGTH);
    }
  }

  @Test
  void anEndTokenEndsTheTextAndIsNotInIt() {
    Reference reference = TinyDecoder.references().get(0);
    int end = reference.greedy().get(3);
    try (CausalDecoder decoder = TinyDecoder.open(Layout.ASSAY, CONTEXT, 2)) {
      List<GeneratedTokens> results = new ArrayList<>();
      decoder.generate(
          List.of(request(0, reference.prompt(), 50, "", 0)),
          TinyDecoder.CHARACTERS,
          List.of(end),
          results::add);
      assertThat(results.get(0).text())
          .isEqualTo(
              new GeneratedText(TinyDecoder.text(reference.greedy().subList(0, 3)), Finish.END));
    }
  }

  @Test
  void promptsThatFillTheContextAreRefused() {
    try (CausalDecoder decoder = TinyDecoder.open(Layout.ASSAY, 10, 2)) {
      assertThatThrownBy(
              () ->
                  decoder.generate(
                      List.of(request(0, new int[10], 5, "", 0)),
                      TinyDecoder.CHARACTERS,
                      List.of(),
                      r -> {}))
          .hasMessage("a prompt must have 1 to 9 tokens, not 10");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aModelThatCannotThinkSaysSo(Layout layout) {
    Thinking twice = new Thinking(2, OptionalDouble.empty(), List.of(), 0);
    TokenGeneration request =
        new TokenGeneration(
            0, new int[] {1}, 5, 100, List.of(), Sampling.GREEDY, 0, Optional.of(twice));
    try (CausalDecoder decoder = TinyDecoder.open(layout, CONTEXT, 2)) {
      assertThat(decoder.thinks()).isFalse();
      assertThat(decoder.endsThinking()).isFalse();
      assertThatThrownBy(
              () ->
                  decoder.generate(
                      List.of(PendingGeneration.of(request)),
                      TinyDecoder.CHARACTERS,
                      List.of(),
                      r -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the decoder has no input 'thoughts': it cannot think before it writes");
    }
  }

  /** Random prompts that begin with the same tokens. */
  private static List<int[]> prompts(int count, int shared, int longest, int seed) {
    Random random = new Random(seed);
    int[] prefix = random.ints(shared, 0, TinyDecoder.VOCABULARY).toArray();
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = shared + 8 + random.nextInt(longest - shared);
      int[] prompt = Arrays.copyOf(prefix, length);
      for (int p = shared; p < length; p++) {
        prompt[p] = random.nextInt(TinyDecoder.VOCABULARY);
      }
      prompts.add(prompt);
    }
    return prompts;
  }

  private static PendingGeneration request(
      int index, int[] prompt, int tokens, String stop, double temperature) {
    Sampling sampling = temperature == 0 ? Sampling.GREEDY : new Sampling(temperature, 10, 0.9);
    return PendingGeneration.of(
        new TokenGeneration(index, prompt, tokens, 1_000, List.of(stop), sampling, index));
  }

  private static Map<Integer, GeneratedText> generate(
      Layout layout,
      int batchSize,
      List<int[]> prompts,
      int tokens,
      String stop,
      double temperature) {
    List<PendingGeneration> requests =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> request(i, prompts.get(i), tokens, stop, temperature))
            .toList();
    Map<Integer, GeneratedText> texts = new TreeMap<>();
    try (CausalDecoder decoder = TinyDecoder.open(layout, CONTEXT, batchSize)) {
      decoder.generate(
          requests,
          TinyDecoder.CHARACTERS,
          Set.of(),
          result -> assertThat(texts.put(result.index(), result.text())).isNull());
    }
    assertThat(texts).hasSameSizeAs(prompts);
    return texts;
  }

  private static Map<Integer, ScoredTokens> score(
      Layout layout, int batchSize, List<TokenScoring> requests) {
    Map<Integer, ScoredTokens> scores = new TreeMap<>();
    try (CausalDecoder decoder = TinyDecoder.open(layout, CONTEXT, batchSize)) {
      decoder.score(requests, result -> assertThat(scores.put(result.index(), result)).isNull());
    }
    assertThat(scores).hasSameSizeAs(requests);
    return scores;
  }
}
