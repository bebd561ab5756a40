package dev.assay.blt;

import static dev.assay.blt.Abilities.CONTEXT;
import static dev.assay.blt.Abilities.bytes;
import static dev.assay.blt.Abilities.generate;
import static dev.assay.blt.Abilities.generation;
import static dev.assay.blt.Abilities.patchLengths;
import static dev.assay.blt.Abilities.score;
import static dev.assay.blt.Abilities.scoreOf;
import static dev.assay.blt.Abilities.scoring;
import static dev.assay.blt.Abilities.text;
import static dev.assay.blt.Abilities.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.blt.Abilities.Answers;
import dev.assay.blt.TinyModels.Golden;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Response;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How probable the model finds texts. */
class TextScorerTest {
  @Test
  void theScoreOfATextIsPyTorchs() {
    List<Golden> goldens =
        TinyModels.goldens("small").stream()
            .filter(g -> g.setting().equals("entropy") && g.logs().length > 0)
            .filter(g -> Arrays.equals(ByteIds.row(ByteIds.utf8(text(g))), g.ids()))
            .toList();
    assertThat(goldens).hasSizeGreaterThan(4);
    Answers<LogLikelihood> answers =
        score(
            IntStream.range(0, goldens.size())
                .mapToObj(i -> scoring("g" + i, "", text(goldens.get(i))))
                .toArray(TextScoringRequest[]::new));
    for (int i = 0; i < goldens.size(); i++) {
      LogLikelihood score = answers.responses.get("g" + i).output();
      double[] logs = goldens.get(i).logs();
      assertThat(score.logLikelihood())
          .isCloseTo(Arrays.stream(logs).sum(), within(1e-4 * logs.length));
      assertThat(score.units()).isEqualTo(logs.length);
      assertThat(score.bytes()).isEqualTo(logs.length);
    }
  }

  @Test
  void scoresOfPartsAddUpToTheScoreOfTheWhole() {
    Answers<LogLikelihood> answers =
        score(
            scoring("whole", "Zwölf ", "Boxkämpfer jagen Viktor"),
            scoring("first", "Zwölf ", "Boxkämpfer"),
            scoring("rest", "Zwölf Boxkämpfer", " jagen Viktor"),
            scoring("all", "", "Zwölf Boxkämpfer jagen Viktor"),
            scoring("begin", "", "Zwölf "));
    assertThat(scoreOf(answers, "first") + scoreOf(answers, "rest"))
        .isCloseTo(scoreOf(answers, "whole"), within(1e-3));
    assertThat(scoreOf(answers, "begin") + scoreOf(answers, "whole"))
        .isCloseTo(scoreOf(answers, "all"), within(1e-3));
  }

  @Test
  void whatWouldHaveBeenWrittenIsRecognised() {
    List<TextGenerationRequest> requests =
        IntStream.range(0, 30)
            .mapToObj(i -> generation("g" + i, "Spell " + i, 1, 1, List.of(), Sampling.GREEDY))
            .toList();
    Map<String, Response<GeneratedText>> written = generate(Map.of(), requests).responses;
    List<TextScoringRequest> scorings = new ArrayList<>();
    for (TextGenerationRequest request : requests) {
      String text = written.get(request.id().example()).output().text();
      if (text.matches("[!-~]")) {
        scorings.add(scoring(request.id().example() + " same", request.prompt(), text));
        scorings.add(scoring(request.id().example() + " other", request.prompt(), " "));
      }
    }
    assertThat(scorings).isNotEmpty();
    score(scorings.toArray(TextScoringRequest[]::new))
        .responses
        .forEach(
            (id, response) ->
                assertThat(response.output().greedy()).as(id).isEqualTo(id.endsWith("same")));
  }

  @Test
  void aContextTooLongIsCutAtItsLeft() {
    String context = Texts.random(new Random(4), 700);
    String kept = "y".repeat(CONTEXT - 5);
    Answers<LogLikelihood> answers =
        score(scoring("long", context + kept, "hello"), scoring("cut", kept, "hello"));
    assertThat(scoreOf(answers, "long")).isEqualTo(scoreOf(answers, "cut"));
    assertThat(answers.responses.get("long").usage().inputBytes()).isGreaterThan(1_200);
  }

  @Test
  void aTextLongerThanTheContextIsScoredInWindowsEachByteOnce() {
    String text = "The quick brown fox jumps. ".repeat(50).substring(0, 2 * CONTEXT + 100);
    Answers<LogLikelihood> answers =
        score(
            scoring("all", "", text),
            scoring("after a context", "which is cut off. ", text),
            scoring("first", "", text.substring(0, CONTEXT)),
            scoring("second", "", text.substring(CONTEXT, 2 * CONTEXT)),
            scoring(
                "last", text.substring(CONTEXT + 100, 2 * CONTEXT), text.substring(2 * CONTEXT)));
    LogLikelihood all = answers.responses.get("all").output();
    assertThat(all.units()).isEqualTo(text.length());
    double parts =
        scoreOf(answers, "first") + scoreOf(answers, "second") + scoreOf(answers, "last");
    assertThat(all.logLikelihood()).isCloseTo(parts, within(1e-6));
    assertThat(scoreOf(answers, "after a context")).isEqualTo(all.logLikelihood());
    Response<LogLikelihood> response = answers.responses.get("all");
    assertThat(response.usage().forwardPasses()).isEqualTo(3);
    assertThat(bytes(trace(response))).isEqualTo(ByteIds.utf8(text));
    assertThat(patchLengths(trace(response)).stream().mapToInt(n -> n).sum())
        .isEqualTo(text.length());
  }

  @Test
  void nothingToScoreIsAFailure() {
    assertThat(score(scoring("none", "a", "")).failures.get("none"))
        .isEqualTo("there is nothing to score: the continuation is empty");
  }
}
