package dev.assay.coconut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.coconut.TinyModels.Case;
import dev.assay.coconut.TinyModels.Entry;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.Sampling;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.LikelyTokens;
import dev.assay.onnx.PendingGeneration;
import dev.assay.onnx.Thinking;
import dev.assay.onnx.Thoughts;
import dev.assay.onnx.TokenGeneration;
import dev.assay.onnx.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batched decoding with a cache against PyTorch, one question at a time without one. */
class ReferenceTest {
  private static Map<Integer, GeneratedTokens> answers(TinyModels model, int batchSize) {
    List<Case> cases = model.cases();
    ThoughtSettings settings = model.settings();
    Map<Integer, GeneratedTokens> answers = new TreeMap<>();
    try (CausalDecoder decoder = model.decoder(batchSize, 1);
        Tokenizer tokenizer = model.tokenizer()) {
      List<PendingGeneration> requests = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        requests.add(request(i, cases.get(i), settings, tokenizer, model.vocabulary()));
      }
      decoder.generate(
          requests,
          tokenizer.vocabulary(),
          model.read().endTokens(),
          answer -> answers.put(answer.index(), answer));
    }
    assertThat(answers).hasSameSizeAs(cases);
    return answers;
  }

  private static PendingGeneration request(
      int index, Case expected, ThoughtSettings settings, Tokenizer tokenizer, int decoded) {
    int[] prompt = tokenizer.encode(expected.prompt());
    int[] withBegin = Arrays.copyOf(prompt, prompt.length + 1);
    withBegin[prompt.length] = settings.begin().get(0);
    OptionalInt count =
        expected.byClassifier() ? OptionalInt.empty() : OptionalInt.of(expected.count());
    Thinking thinking = settings.thinking(count, List.of(), decoded);
    return PendingGeneration.of(
        new TokenGeneration(
            index,
            withBegin,
            expected.newTokens() + 1,
            1_000,
            List.of(),
            Sampling.GREEDY,
            0,
            Optional.of(thinking)));
  }

  @ParameterizedTest
  @EnumSource
  void thoughtsAreThoseOfPyTorch(TinyModels model) {
    Map<Integer, GeneratedTokens> answers = answers(model, 16);
    List<Case> cases = model.cases();
    for (int i = 0; i < cases.size(); i++) {
      Case expected = cases.get(i);
      Thoughts thoughts = answers.get(i).thoughts();
      assertThat(thoughts.count()).isEqualTo(expected.count());
      assertThat(thoughts.readings()).hasSize(expected.count() + 1);
      for (int k = 0; k < expected.count(); k++) {
        float[] thought = thoughts.vectors().get(k);
        assertThat(doubles(thought)).containsExactly(expected.thoughts().get(k), within(1e-4));
      }
    }
  }

  private static double[] doubles(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void everyThoughtDecodesToPyTorchsTokens(TinyModels model) {
    Map<Integer, GeneratedTokens> answers = answers(model, 16);
    List<Case> cases = model.cases();
    for (int i = 0; i < cases.size(); i++) {
      for (int k = 0; k <= cases.get(i).count(); k++) {
        Entry entry = cases.get(i).entries().get(k);
        LikelyTokens tokens = answers.get(i).thoughts().readings().get(k).tokens();
        for (int t = 0; t < entry.ids().size(); t++) {
          double probability = probability(tokens, entry.ids().get(t));
          assertThat(probability).isCloseTo(entry.probabilities()[t], within(1e-4));
        }
      }
    }
  }

  private static double probability(LikelyTokens tokens, int id) {
    int at = IntStream.range(0, tokens.ids().length).filter(i -> tokens.ids()[i] == id).sum();
    return Math.exp(tokens.logProbabilities()[at]);
  }

  @ParameterizedTest
  @EnumSource
  void theClassifierSaysWhatItSaysInPyTorch(TinyModels model) {
    Map<Integer, GeneratedTokens> answers = answers(model, 16);
    List<Case> cases = model.cases();
    for (int i = 0; i < cases.size(); i++) {
      double[] ends =
          answers.get(i).thoughts().readings().stream()
              .flatMapToDouble(p -> p.end().stream())
              .toArray();
      assertThat(ends).hasSameSizeAs(cases.get(i).ends());
      assertThat(ends)
          .containsExactly(
              cases.get(i).ends().stream().mapToDouble(Double::doubleValue).toArray(),
              within(1e-4));
    }
  }

  /** Without end tokens the last thought's position is the one that the text begins from. */
  @ParameterizedTest
  @EnumSource(names = "CLASSIFIED")
  void logitsAfterTheLastThoughtAreThoseOfPyTorch(TinyModels model) {
    Map<Integer, GeneratedTokens> answers = answers(model, 16);
    List<Case> cases = model.cases();
    for (int i = 0; i < cases.size(); i++) {
      double[] logits = cases.get(i).logits();
      double normaliser = Math.log(Arrays.stream(logits).map(Math::exp).sum());
      LikelyTokens tokens = answers.get(i).thoughts().readings().get(cases.get(i).count()).tokens();
      for (int t = 0; t < logits.length; t++) {
        assertThat(tokens.logProbabilities()[t])
            .isCloseTo(logits[tokens.ids()[t]] - normaliser, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersAreThoseOfPyTorch(TinyModels model) {
    List<Case> cases = model.cases();
    for (int batchSize : List.of(1, 3, 16)) {
      Map<Integer, GeneratedTokens> answers = answers(model, batchSize);
      for (int i = 0; i < cases.size(); i++) {
        Case expected = cases.get(i);
        GeneratedTokens answer = answers.get(i);
        assertThat(answer.text().text()).startsWith(expected.text());
        if (expected.ended()) {
          assertThat(answer.text().text()).isEqualTo(expected.text());
          assertThat(answer.text().finish()).isEqualTo(Finish.END);
        }
      }
    }
  }
}
