package dev.assay.baselines.trivial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.baselines.prepared.Asked;
import dev.assay.baselines.prepared.TextBenchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Model;
import dev.assay.model.ModelSpec;
import dev.assay.plugin.Plugins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrivialModelsTest {
  private static final TextBenchmark CONTAINS =
      TextBenchmark.of(
          "cute/contains_char",
          List.of(
              example("1", "cat", "t", "Yes"),
              example("2", "dog", "x", "No"),
              example("3", "cow", "c", "Yes")));

  private static Example example(String id, String word, String letter, String target) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("word", word);
    fields.put("letter", letter);
    return new Example(id, fields, target);
  }

  @Test
  void majorityGivesTheMostFrequentRightAnswerToEveryQuestion() {
    Asked asked = Asked.all(Asked.open(new MajorityProvider(), Map.of()), CONTAINS);

    assertThat(asked.texts()).isEqualTo(Map.of("1", "Yes", "2", "Yes", "3", "Yes"));
    assertThat(asked.accuracy(CONTAINS)).isEqualTo(2 / 3.0);
  }

  @Test
  void majorityPrefersTheFirstOfEquallyFrequentAnswers() {
    TextBenchmark tied =
        TextBenchmark.of("quiz", "a", "once", "b", "zebra", "c", "ant", "d", "ant", "e", "zebra");

    Asked asked = Asked.all(Asked.open(new MajorityProvider(), Map.of()), tied);

    assertThat(asked.texts().values()).containsOnly("zebra");
  }

  @Test
  void copyInputRepeatsTheLastField() {
    Asked asked = Asked.all(Asked.open(new CopyInputProvider(), Map.of()), CONTAINS);

    assertThat(asked.texts()).isEqualTo(Map.of("1", "t", "2", "x", "3", "c"));
    assertThat(asked.accuracy(CONTAINS)).isZero();
  }

  @Test
  void copyInputRepeatsTheFieldAskedFor() {
    Model model = Asked.open(new CopyInputProvider(), Map.of("field", "word"));

    assertThat(Asked.all(model, CONTAINS).texts())
        .isEqualTo(Map.of("1", "cat", "2", "dog", "3", "cow"));
  }

  @Test
  void copyInputFailsAnExampleWithoutTheFieldAndNamesThoseItHas() {
    Model model = Asked.open(new CopyInputProvider(), Map.of("field", "wrod"));

    assertThat(Asked.all(model, CONTAINS).failures().values())
        .hasSize(3)
        .containsOnly("the example has no field 'wrod'; it has word, letter");
  }

  @Test
  void theirNamesAreEnoughToRunThem() {
    Plugins plugins = Plugins.discover(getClass().getClassLoader());

    for (String name : List.of("majority", "copy-input")) {
      ModelSpec spec = plugins.model(name, Map.of());
      assertThat(spec).isEqualTo(new ModelSpec(name, name, Map.of()));
      Model model = Asked.open(plugins.modelProvider(name), spec.options());
      assertThat(model.card().family()).isEqualTo("trivial");
      assertThat(model.card().parameters()).isEqualTo(OptionalLong.of(0));
      assertThat(model.card().description()).contains("a model that scores no more");
    }
  }

  @Test
  void onlyTheFieldCopiedTellsTwoCopiersApart() {
    CopyInputProvider provider = new CopyInputProvider();
    String last = Asked.open(provider, Map.of()).fingerprint();

    assertThat(Asked.open(provider, Map.of()).fingerprint()).isEqualTo(last);
    assertThat(Asked.open(provider, Map.of("field", "word")).fingerprint()).isNotEqualTo(last);
  }
}
