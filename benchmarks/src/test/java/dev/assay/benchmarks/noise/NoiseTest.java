package dev.assay.benchmarks.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import dev.assay.plugin.Plugins;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseTest {
  private final Plugins plugins = Plugins.discover(getClass().getClassLoader());

  @Test
  void fifteenVariantsAreFoundByName() {
    assertThat(plugins.benchmarkVariants())
        .filteredOn(Noise.class::isInstance)
        .extracting(BenchmarkVariant::name)
        .hasSize(15)
        .contains("antspeak-both", "drop-prompt", "randomcase-continuation", "uppercase-prompt");
    assertThat(plugins.select(BenchmarkSpec.all("cute-generated/spell@*-prompt"))).hasSize(5);
  }

  @Test
  void aTasksPromptIsChangedAndNothingElse() {
    Benchmark<?, ?> clean = plugins.benchmark("cute-generated/spell", new DataStore(List.of()));
    Benchmark<?, ?> noisy =
        plugins.benchmark("cute-generated/spell@uppercase-prompt", new DataStore(List.of()));
    Example example = clean.examples().get(3);

    TextGenerationRequest before = (TextGenerationRequest) clean.requests(example, 5).get(0);
    TextGenerationRequest after = (TextGenerationRequest) noisy.requests(example, 5).get(0);

    assertThat(noisy.examples()).isEqualTo(clean.examples());
    assertThat(noisy.metrics()).isEqualTo(clean.metrics());
    assertThat(after)
        .isEqualTo(
            new TextGenerationRequest(
                new RequestId("cute-generated/spell@uppercase-prompt", example.id(), 0),
                before.prompt().toUpperCase(Locale.ROOT),
                before.answerPrefix(),
                before.maxNewTokens(),
                before.maxBytes(),
                before.stop(),
                before.sampling(),
                before.seed()));
  }

  @Test
  void theCardSaysWhatWasChanged() {
    BenchmarkCard card =
        plugins.benchmark("cute-generated/spell@drop-prompt", new DataStore(List.of())).card();

    assertThat(card.name()).isEqualTo("cute-generated/spell@drop-prompt");
    assertThat(card.group()).isEqualTo("cute-generated@drop-prompt");
    assertThat(card.title()).endsWith(", Drop in the prompt");
    assertThat(card.description())
        .endsWith(" Noise in the prompt: 10 % of the characters removed.");
    assertThat(card.generated()).isTrue();
    assertThat(card.labels())
        .containsEntry("variant-of", "cute-generated/spell")
        .containsEntry("noise", "drop")
        .containsEntry("part", "prompt");
  }

  @ParameterizedTest
  @EnumSource
  void aScoredTextIsChangedInThePartThatIsNamed(Part part) {
    Benchmark<?, ?> noisy = new Noise(Transform.UPPERCASE, part).apply(new Endings("it was"));

    TextScoringRequest request =
        (TextScoringRequest) noisy.requests(noisy.examples().get(0), 1).get(0);

    assertThat(request.context()).isEqualTo(part.hasPrompt() ? "IT WAS" : "it was");
    assertThat(request.continuation()).isEqualTo(part.hasContinuation() ? " GOOD" : " good");
  }

  @ParameterizedTest
  @EnumSource
  void allRequestsOfAnExampleReadTheSamePromptWhateverElseIsChanged(Transform transform) {
    Endings endings = new Endings("it was the best of times, it was the worst of times");
    Example example = endings.examples().get(0);

    List<String> prompts =
        List.of(Part.PROMPT, Part.BOTH).stream()
            .flatMap(
                part -> new Noise(transform, part).apply(endings).requests(example, 9).stream())
            .map(request -> ((TextScoringRequest) request).context())
            .distinct()
            .toList();

    assertThat(prompts).hasSize(1);
  }

  @Test
  void aTextThatTheModelWritesCannotBeChanged() {
    assertThatThrownBy(
            () -> plugins.benchmark("cute-generated/spell@drop-both", new DataStore(List.of())))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "the model writes the continuation, so noise can be put into the prompt only;"
                + " write cute-generated/spell@drop-prompt");
  }

  @Test
  void aPromptThatDoesNotExistCannotBeChanged() {
    assertThatThrownBy(() -> new Noise(Transform.DROP, Part.BOTH).apply(new Endings("")))
        .isInstanceOf(SetupException.class)
        .hasMessageEndingWith("write test/endings@drop-continuation");
  }

  @Test
  void whatIsNotTextCannotBeChanged() {
    AbilityKind<Picture, GeneratedText> describe =
        new AbilityKind<>("describe-picture", Picture.class, GeneratedText.class);
    assertThatThrownBy(() -> new Noise(Transform.DROP, Part.PROMPT).apply(new Pictures(describe)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("test/pictures asks for the ability describe-picture");
  }

  private static BenchmarkCard card(String name) {
    return new BenchmarkCard(name, "1", name, "test", "A test.", "", "CC0-1.0", "", true);
  }

  /** Two endings of one sentence, scored. */
  private record Endings(String context) implements Benchmark<TextScoringRequest, LogLikelihood> {
    @Override
    public BenchmarkCard card() {
      return NoiseTest.card("test/endings");
    }

    @Override
    public AbilityKind<TextScoringRequest, LogLikelihood> ability() {
      return AbilityKind.SCORE_TEXT;
    }

    @Override
    public List<Example> examples() {
      return List.of(new Example("0", Map.of("context", context), "good"));
    }

    @Override
    public List<Metric> metrics() {
      return List.of(Metric.accuracy("accuracy"));
    }

    @Override
    public List<TextScoringRequest> requests(Example example, long seed) {
      return List.of(request(example, 0, " good", seed), request(example, 1, " bad", seed));
    }

    private TextScoringRequest request(Example example, int index, String ending, long seed) {
      return new TextScoringRequest(
          new RequestId("test/endings", example.id(), index), context, ending, seed);
    }

    @Override
    public Score score(Example example, List<LogLikelihood> outputs) {
      boolean right = outputs.get(0).logLikelihood() > outputs.get(1).logLikelihood();
      return Score.of("accuracy", right ? 1 : 0, right ? "good" : "bad");
    }
  }

  private record Picture(RequestId id, long seed) implements Request {}

  private record Pictures(AbilityKind<Picture, GeneratedText> ability)
      implements Benchmark<Picture, GeneratedText> {
    @Override
    public BenchmarkCard card() {
      return NoiseTest.card("test/pictures");
    }

    @Override
    public List<Example> examples() {
      return List.of();
    }

    @Override
    public List<Metric> metrics() {
      return List.of(Metric.accuracy("accuracy"));
    }

    @Override
    public List<Picture> requests(Example example, long seed) {
      return List.of();
    }

    @Override
    public Score score(Example example, List<GeneratedText> outputs) {
      return Score.of("accuracy", 0, "");
    }
  }
}
