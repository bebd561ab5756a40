package dev.assay.coconut;

import static dev.assay.coconut.Asked.generation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.coconut.TinyModels.Case;
import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.Model;
import dev.assay.model.Response;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.onnx.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextGeneratorTest {
  private static final OptionalInt OWN = OptionalInt.empty();

  @TempDir Path folder;

  private static Case expected(TinyModels model, boolean byClassifier, int wanted) {
    return model.cases().stream()
        .filter(c -> c.byClassifier() == byClassifier && (byClassifier || c.count() == wanted))
        .filter(c -> c.newTokens() > 0)
        .findFirst()
        .orElseThrow();
  }

  private static Response<GeneratedText> answer(
      Model model, String prompt, String prefix, int tokens, OptionalInt thoughts) {
    return Asked.generate(model, generation(prompt, prefix, tokens, thoughts))
        .responses()
        .get(prompt);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestMaySayHowManyThoughtsItWants(TinyModels tiny) {
    try (Model model = tiny.open(4, Map.of())) {
      for (int wanted : List.of(0, 1, 3, 6)) {
        Case expected = expected(tiny, false, wanted);
        Response<GeneratedText> answer =
            answer(
                model,
                expected.prompt(),
                "",
                Math.max(1, expected.newTokens()),
                OptionalInt.of(wanted));
        assertThat(answer.output().text()).isEqualTo(expected.text());
        assertThat(answer.usage().thoughts()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void theOptionSetsTheNumberForRequestsThatDoNotSay() {
    Case expected = expected(TinyModels.COUNTED, false, 6);
    try (Model model = TinyModels.COUNTED.open(4, Map.of("thoughts", "6"))) {
      assertThat(answer(model, expected.prompt(), "", expected.newTokens(), OWN).output().text())
          .isEqualTo(expected.text());
    }
  }

  @Test
  void aClassifierEndsThoughtsUnlessANumberIsAskedFor() {
    List<Case> byClassifier =
        TinyModels.CLASSIFIED.cases().stream().filter(Case::byClassifier).toList();
    try (Model model = TinyModels.CLASSIFIED.open(4, Map.of())) {
      for (Case expected : byClassifier) {
        Response<GeneratedText> own = answer(model, expected.prompt(), "", 24, OWN);
        assertThat(own.usage().thoughts()).isEqualTo(expected.count());
        boolean reached = expected.ends().get(expected.count()) >= 0.5;
        assertThat(data(own)).containsEntry("endedBy", reached ? "classifier" : "count");
        Response<GeneratedText> two = answer(model, expected.prompt(), "", 24, OptionalInt.of(2));
        assertThat(two.usage().thoughts()).isEqualTo(2);
        assertThat(data(two)).containsEntry("endedBy", "count");
      }
    }
  }

  private static Map<String, Object> data(Response<?> response) {
    return response.trace().map(Trace::data).orElseThrow();
  }

  @Test
  void usageCountsTokensThoughtsAndPasses() {
    Case expected =
        TinyModels.COUNTED.cases().stream()
            .filter(c -> c.count() == 3 && c.ended() && !c.text().isEmpty())
            .findFirst()
            .orElseThrow();
    try (Model model = TinyModels.COUNTED.open(4, Map.of());
        Tokenizer tokenizer = TinyModels.COUNTED.tokenizer()) {
      Usage usage = answer(model, expected.prompt(), "", 24, OWN).usage();
      int prompt = tokenizer.encode(expected.prompt()).length;
      long written = usage.outputTokens();
      assertThat(usage.inputTokens()).isEqualTo(prompt + 2); // begin and end
      assertThat(usage.thoughts()).isEqualTo(3);
      assertThat(written).isGreaterThan(1); // end-of-text included
      // the prompt, three thoughts, the end token, and what is written after the first token
      assertThat(usage.forwardPasses()).isEqualTo(1 + 3 + 1 + written - 1);
      long positions = prompt + 2 + 3 + written - 1;
      assertThat(usage.flops())
          .isEqualTo(
              40_960.0 * positions + 18_944 * written + 256 * positions * (positions + 1) / 2.0);
    }
  }

  @Test
  void theAnswersBeginningIsReadAfterTheThoughts() {
    try (Model model = TinyModels.COUNTED.open(4, Map.of());
        Tokenizer tokenizer = TinyModels.COUNTED.tokenizer()) {
      Response<GeneratedText> plain = answer(model, "Max", "", 8, OWN);
      Response<GeneratedText> begun = answer(model, "Max", "Sally is a", 8, OWN);
      int tokens = tokenizer.encodePlain("Sally is a").length;
      assertThat(begun.usage().inputTokens()).isEqualTo(plain.usage().inputTokens() + tokens);
      assertThat(begun.usage().thoughts()).isEqualTo(3);
      assertThat(data(begun)).isEqualTo(data(plain));
      assertThat(begun.output().text()).isNotEqualTo(plain.output().text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTraceTellsWhatEveryThoughtDecodesTo(TinyModels tiny) {
    Case expected = expected(tiny, false, 3);
    try (Model model = tiny.open(4, Map.of());
        Tokenizer tokenizer = tiny.tokenizer()) {
      Response<GeneratedText> answer = answer(model, expected.prompt(), "", 24, OptionalInt.of(3));
      assertThat(answer.trace().orElseThrow().kind()).isEqualTo("thoughts");
      assertThat(data(answer)).containsEntry("count", 3).containsEntry("endedBy", "count");
      List<Map<String, Object>> steps = steps(answer);
      assertThat(steps).hasSize(4);
      for (int k = 0; k < 4; k++) {
        List<Integer> ids = expected.entries().get(k).ids();
        double[] wanted = expected.entries().get(k).probabilities();
        List<Double> found = probabilities(steps.get(k));
        assertThat(tokens(steps.get(k)).get(0)).isEqualTo(tokenizer.vocabulary().shown(ids.get(0)));
        assertThat(found).hasSizeLessThanOrEqualTo(40).allMatch(p -> p >= 1e-4);
        assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        for (int t = 0; t < wanted.length && wanted[t] > 2e-4; t++) {
          assertThat(found.get(t)).isCloseTo(wanted[t], within(1e-4));
        }
      }
      assertThat(data(answer).containsKey("endProbabilities"))
          .isEqualTo(tiny == TinyModels.CLASSIFIED);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> steps(Response<?> response) {
    return (List<Map<String, Object>>) data(response).get("steps");
  }

  @SuppressWarnings("unchecked")
  private static List<String> tokens(Map<String, Object> step) {
    return (List<String>) step.get("tokens");
  }

  @SuppressWarnings("unchecked")
  private static List<Double> probabilities(Map<String, Object> step) {
    return (List<Double>) step.get("probabilities");
  }

  @Test
  void aRequestForMoreThoughtsThanTheMaximumFailsAlone() {
    try (Model model = TinyModels.COUNTED.open(4, Map.of())) {
      Asked<GeneratedText> asked =
          Asked.generate(
              model,
              generation("Max", "", OptionalInt.of(9)),
              generation("Sally", "", OptionalInt.of(8)));
      assertThat(asked.failures())
          .containsExactly(
              Map.entry("Max", "9 thoughts are asked for; the model may have at most 8"));
      assertThat(asked.responses()).containsOnlyKeys("Sally");
    }
  }

  private Path withContext(int context) throws IOException {
    Path file = TinyModels.COUNTED.copyTo(folder).resolve("model.json");
    ObjectNode root = (ObjectNode) Json.mapper().readTree(file.toFile());
    ((ObjectNode) root.path("decoder")).put("context", context);
    Json.mapper().writeValue(file.toFile(), root);
    return folder;
  }

  @Test
  void thoughtsThatFillTheContextLeaveAnEmptyText() throws IOException {
    try (Model model = TinyModels.open(withContext(6), 4, Map.of())) {
      // "Max" and the begin token; a third thought would leave no position for text
      Response<GeneratedText> answer = answer(model, "Max", "", 8, OptionalInt.of(8));
      assertThat(answer.output()).isEqualTo(new GeneratedText("", Finish.LENGTH));
      assertThat(answer.usage().thoughts()).isEqualTo(3);
      assertThat(answer.usage().forwardPasses()).isEqualTo(4);
      assertThat(answer.usage().outputTokens()).isZero();
      assertThat(steps(answer)).hasSize(4);
      // begin, two thoughts, end: one position is left
      Response<GeneratedText> short1 = answer(model, "Max", "", 8, OptionalInt.of(2));
      assertThat(short1.usage().outputTokens()).isEqualTo(1);
      assertThat(short1.output().finish()).isIn(Finish.LENGTH, Finish.END);
    }
  }

  @Test
  void aPromptThatFillsTheContextFailsAndSaysWhy() throws IOException {
    try (Model model = TinyModels.open(withContext(6), 4, Map.of())) {
      String prompt = "Max".repeat(5);
      assertThat(Asked.generate(model, generation(prompt, "", OWN)).failures())
          .containsEntry(
              prompt,
              "the prompt has 6 tokens; the model's context of 6 leaves no room for an answer");
    }
  }

  @Test
  void anEmptyPromptIsTheBeginTokenAlone() {
    try (Model model = TinyModels.COUNTED.open(4, Map.of())) {
      assertThat(answer(model, "", "", 4, OWN).usage().inputTokens()).isEqualTo(2);
    }
  }

  @Test
  void logLikelihoodsAreThoseOfAModelThatDoesNotThink() {
    List<Double> scores =
        Stream.of("0", "3")
            .map(
                thoughts -> {
                  try (Model model = TinyModels.COUNTED.open(4, Map.of("thoughts", thoughts))) {
                    double whole = Asked.score(model, "Max", " is a brimpus");
                    double parts =
                        Asked.score(model, "Max", " is a")
                            + Asked.score(model, "Max is a", " brimpus");
                    assertThat(parts).isCloseTo(whole, within(1e-4));
                    return whole;
                  }
                })
            .toList();
    assertThat(scores.get(0)).isEqualTo(scores.get(1));
  }
}
