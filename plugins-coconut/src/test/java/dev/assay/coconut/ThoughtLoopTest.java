package dev.assay.coconut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.coconut.TinyModels.Case;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.Response;
import dev.assay.model.Sampling;
import dev.assay.model.Trace;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.CausalDecoder.Layout;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.PendingGeneration;
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
import org.junit.jupiter.api.Test;

/** Prompt and thoughts in one call of a graph give what single steps give. */
class ThoughtLoopTest {
  private static final TinyModels TINY = TinyModels.COUNTED;
  private static final Layout IN_LOOP = new Layout.Assay(Optional.of(TINY.loop()));
  private static final Layout STEP_BY_STEP = new Layout.Assay();

  private static Map<Integer, GeneratedTokens> answers(
      Layout layout, int batchSize, List<TokenGeneration> requests) {
    Map<Integer, GeneratedTokens> answers = new TreeMap<>();
    try (CausalDecoder decoder = TINY.decoder(layout, batchSize, 1);
        Tokenizer tokenizer = TINY.tokenizer()) {
      decoder.generate(
          requests.stream().map(PendingGeneration::of).toList(),
          tokenizer.vocabulary(),
          TINY.read().endTokens(),
          answer -> answers.put(answer.index(), answer));
    }
    assertThat(answers).hasSameSizeAs(requests);
    return answers;
  }

  /** The reference's prompts, whose choices no rounding changes, after the given text. */
  private static List<TokenGeneration> requests() {
    ThoughtSettings settings = TINY.settings();
    List<TokenGeneration> requests = new ArrayList<>();
    try (Tokenizer tokenizer = TINY.tokenizer()) {
      for (Case expected : TINY.cases()) {
        int[] prompt = tokenizer.encode(expected.prompt());
        int[] withBegin = Arrays.copyOf(prompt, prompt.length + 1);
        withBegin[prompt.length] = settings.begin().get(0);
        requests.add(
            new TokenGeneration(
                requests.size(),
                withBegin,
                Math.max(1, expected.newTokens()),
                1_000,
                List.of(),
                Sampling.GREEDY,
                0,
                Optional.of(settings.thinking(OptionalInt.of(expected.count()), List.of(), 5))));
      }
    }
    return requests;
  }

  private static void same(
      Map<Integer, GeneratedTokens> found, Map<Integer, GeneratedTokens> expected) {
    expected.forEach(
        (index, wanted) -> {
          GeneratedTokens answer = found.get(index);
          assertThat(answer.text()).isEqualTo(wanted.text());
          assertThat(answer.tokens()).isEqualTo(wanted.tokens());
          assertThat(answer.promptTokens()).isEqualTo(wanted.promptTokens());
          assertThat(answer.forwardPasses()).isEqualTo(wanted.forwardPasses());
          assertThat(answer.thoughts().count()).isEqualTo(wanted.thoughts().count());
          for (int k = 0; k < wanted.thoughts().count(); k++) {
            assertThat(doubles(answer.thoughts().vectors().get(k)))
                .containsExactly(doubles(wanted.thoughts().vectors().get(k)), within(1e-4));
          }
        });
  }

  private static double[] doubles(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  @Test
  void anyMixOfNumbersInAnyBatchIsThoughtAsStepByStep() {
    Map<Integer, GeneratedTokens> expected = answers(STEP_BY_STEP, 16, requests());
    for (int batchSize : List.of(1, 3, 16)) {
      Map<Integer, GeneratedTokens> found = answers(IN_LOOP, batchSize, requests());
      same(found, expected);
      found.forEach(
          (index, answer) ->
              assertThat(answer.thoughts().readings().isEmpty())
                  .isEqualTo(answer.thoughts().count() > 0));
    }
  }

  @Test
  void promptsThatBeginAlikeAreNoException() {
    // all but the last of the longest prompt's tokens before each: more than the shared minimum
    int[] longest =
        requests().stream()
            .map(TokenGeneration::prompt)
            .max((a, b) -> Integer.compare(a.length, b.length))
            .orElseThrow();
    List<TokenGeneration> requests = new ArrayList<>();
    for (TokenGeneration r : requests()) {
      int[] prompt = Arrays.copyOf(longest, 64 + r.index());
      requests.add(
          new TokenGeneration(
              r.index(), prompt, 1, r.maxBytes(), r.stop(), r.sampling(), r.seed(), r.thinking()));
    }
    same(answers(IN_LOOP, 4, requests), answers(STEP_BY_STEP, 4, requests));
  }

  @Test
  void theModelSaysThatItThinksInOneCallAndKeepsNoTraceOfIt() {
    try (Model model = TINY.open(4, Map.of("loop", "true"));
        Model steps = TINY.open(4, Map.of())) {
      assertThat(model.card().properties()).containsEntry("thoughts", "3, in one call");
      assertThat(model.card().files()).containsKey("loop.onnx");
      assertThat(model.fingerprint()).isNotEqualTo(steps.fingerprint());
      Response<GeneratedText> answer =
          Asked.generate(model, Asked.generation("Max", "", OptionalInt.empty()))
              .responses()
              .get("Max");
      assertThat(answer.usage().thoughts()).isEqualTo(3);
      assertThat(answer.trace().map(Trace::data).orElseThrow())
          .isEqualTo(Map.of("count", 3, "endedBy", "count", "steps", List.of()));
    }
  }

  @Test
  void aModelWithoutSuchAGraphOrWithAClassifierSaysSo() {
    assertThatThrownBy(() -> TinyModels.GPT2.open(4, Map.of("loop", "true")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("option 'loop' needs the graph that key 'thoughts.loop' of");
    assertThatThrownBy(() -> TinyModels.CLASSIFIED.open(4, Map.of("loop", "true")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("with loop=true a classifier cannot end the thoughts");
    assertThatThrownBy(() -> TINY.open(4, Map.of("loop", "yes")))
        .isInstanceOf(SetupException.class)
        .hasMessage("option 'loop' must be true or false, not 'yes'");
  }
}
