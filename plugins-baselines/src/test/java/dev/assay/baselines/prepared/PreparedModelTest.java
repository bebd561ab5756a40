package dev.assay.baselines.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.Example;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.ModelCard;
import dev.assay.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PreparedModelTest {
  private static final TextBenchmark BENCHMARK = TextBenchmark.of("quiz/one", "why?", "because");

  private static PreparedModel saying(String text) {
    ModelCard card =
        new ModelCard("parrot", "trivial", "", "", "", OptionalLong.empty(), Map.of(), Map.of());
    return new PreparedModel(card, "parrot", benchmark -> request -> new Answer.Text(text));
  }

  private static GeneratedText output(String text, TextBenchmark benchmark) {
    return Asked.all(saying(text), benchmark).responses().get("1").output();
  }

  @Test
  void answersTextRequestsAndNothingElse() {
    assertThat(output("because", BENCHMARK)).isEqualTo(new GeneratedText("because", Finish.END));
    assertThat(saying("because").ability(AbilityKind.SCORE_TEXT)).isEmpty();
  }

  @Test
  void endsBeforeTheFirstOfTheStopStrings() {
    assertThat(output("yes; or no. Or\nboth", BENCHMARK.stoppingAt("\n", ".", "Or")))
        .isEqualTo(new GeneratedText("yes; or no", Finish.STOP));
  }

  @Test
  void cutsAtTheLimitOfBytesBetweenTwoCharacters() {
    // é is two bytes, 🐙 four
    assertThat(output("é🐙!", BENCHMARK.withMaxBytes(5)))
        .isEqualTo(new GeneratedText("é", Finish.LENGTH));
    assertThat(output("é🐙!", BENCHMARK.withMaxBytes(6)).text()).isEqualTo("é🐙");
    assertThat(output("é🐙!", BENCHMARK.withMaxBytes(7)))
        .isEqualTo(new GeneratedText("é🐙!", Finish.END));
  }

  @Test
  void costsTheBytesReadAndWrittenOnly() {
    Usage usage = Asked.all(saying("é"), BENCHMARK).responses().get("1").usage();

    assertThat(usage).isEqualTo(Usage.ofBytes("why? Answer: \"".length(), 2));
  }

  @Test
  void doesNotAnswerForAnotherBenchmarkThanItSaw() {
    PreparedModel model = saying("because");
    TextBenchmark other = TextBenchmark.of("quiz/two", "how?", "so");
    Example question = other.examples().get(0);

    assertThat(Asked.requests(model, List.of(other.request(question, 0))).failures())
        .containsEntry("1", "the model was asked before it saw a benchmark");

    model.begin(BENCHMARK);
    assertThat(Asked.requests(model, List.of(other.request(question, 0))).failures())
        .containsEntry("1", "the model was prepared for benchmark 'quiz/one', not 'quiz/two'");
  }
}
