package dev.assay.baselines.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.baselines.prepared.Asked;
import dev.assay.baselines.prepared.RealData;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeuristicModelsTest {
  /**
   * Sally - gerpus - rempus - sterpus, three deep with three ancestors; Bob and Jack - lempus and
   * wumpus, all four above hilpus, two deep.
   */
  private static final String STATEMENTS =
      "Every rempus is a sterpus. Bob is a lempus. Sally is a gerpus. Every lempus is a hilpus. "
          + "Jack is a wumpus. Every gerpus is a rempus. Every wumpus is a hilpus. ";

  private static Model open(String name) {
    return Asked.open(new HeuristicProvider(), Map.of("model", name));
  }

  private static TextGenerationRequest request(String id, String prompt) {
    return new TextGenerationRequest(
        new RequestId("prosqa/test", id, 0), prompt, 128, 4096, List.of(), Sampling.GREEDY, 0);
  }

  private static String answer(String name, String prompt) {
    return Asked.requests(open(name), List.of(request("asked", prompt))).texts().get("asked");
  }

  @Test
  void deeperCandidateAnswersWithWhatIsMoreStepsBelowItsOwnPerson() {
    assertThat(answer("deeper-candidate", STATEMENTS + "Is Sally a hilpus or sterpus?\n"))
        .isEqualTo("### Sally is a sterpus.");
  }

  @Test
  void deeperCandidateDoesNotCareWhoIsAskedAboutNorInWhichOrder() {
    assertThat(answer("deeper-candidate", STATEMENTS + "Is Bob a hilpus or sterpus?\n"))
        .isEqualTo("### Bob is a sterpus.");
    assertThat(answer("deeper-candidate", STATEMENTS + "Is Bob a sterpus or hilpus?"))
        .isEqualTo("### Bob is a sterpus.");
  }

  @Test
  void depthIsTheShortestDistanceFromTheOneOfSeveralPersonsThatLeadsToMost() {
    // Jack too leads to sterpus, from one step above; but Sally, three steps above, leads to more
    ProsQaQuestion question =
        ProsQaQuestion.parse(STATEMENTS + "Jack is a sterpus. Is Sally a hilpus or sterpus?")
            .orElseThrow();
    assertThat(question.depth("sterpus")).isEqualTo(3);

    ProsQaQuestion shortened =
        ProsQaQuestion.parse(STATEMENTS + "Sally is a rempus. Is Sally a hilpus or sterpus?")
            .orElseThrow();
    assertThat(shortened.depth("sterpus")).isEqualTo(2);
    assertThat(shortened.ancestors("sterpus")).isEqualTo(3);
  }

  @Test
  void ofTwoEquallyDeepCandidatesTheOneWithMoreAncestorsIsChosen() {
    String even = STATEMENTS + "Sally is a rempus. Is Sally a sterpus or hilpus?\n";

    assertThat(answer("deeper-candidate", even)).isEqualTo("### Sally is a hilpus.");
  }

  @Test
  void moreAncestorsCountsWhateverLeadsToACandidate() {
    assertThat(answer("more-ancestors", STATEMENTS + "Is Sally a sterpus or hilpus?\n"))
        .isEqualTo("### Sally is a hilpus.");
  }

  @Test
  void candidatesThatAreAlikeLeaveTheOneNamedFirst() {
    String alike = "Bob is a hilpus. Sally is a sterpus. Is Bob a sterpus or hilpus?\n";

    assertThat(answer("deeper-candidate", alike)).isEqualTo("### Bob is a sterpus.");
    assertThat(answer("more-ancestors", alike)).isEqualTo("### Bob is a sterpus.");
  }

  @Test
  void aCircleOfStatementsHasNoPersonAboveItAndDoesNoHarm() {
    String circle =
        "Every hilpus is a lempus. Every lempus is a hilpus. Bob is a sterpus. Is Bob a hilpus or sterpus?";

    assertThat(answer("deeper-candidate", circle)).isEqualTo("### Bob is a sterpus.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "What is 17 + 4?\n",
        "Every lempus is a hilpus. Bob is a lempus.",
        "Is it true that Bob is a lempus or what?",
        "EVERY LEMPUS IS A HILPUS. BOB IS A LEMPUS. IS BOB A LEMPUS OR HILPUS?",
        "Bob is a lempus. Bob runs. Is Bob a lempus or hilpus?"
      })
  void aPromptThatIsNoSuchQuestionGetsAnEmptyAnswer(String prompt) {
    Asked asked = Asked.requests(open("deeper-candidate"), List.of(request("other", prompt)));

    assertThat(asked.texts()).isEqualTo(Map.of("other", ""));
    assertThat(asked.failures()).isEmpty();
  }

  @Test
  void theyReadAndWriteBytesAndNothingElse() {
    String prompt = STATEMENTS + "Is Sally a hilpus or sterpus?\n";

    Asked asked = Asked.requests(open("more-ancestors"), List.of(request("1", prompt)));

    assertThat(asked.responses().get("1").usage())
        .isEqualTo(Usage.ofBytes(prompt.length(), "### Sally is a hilpus.".length()));
    assertThat(asked.responses().get("1").output().finish()).isEqualTo(GeneratedText.Finish.END);
  }

  @Test
  void onThePublishedTestFileTheyReachTheFloorsThatModelsMustBeat() throws IOException {
    assertThat(right("deeper-candidate", "prosqa_test.json")).isEqualTo(469); // 93.8 % of 500
    assertThat(right("more-ancestors", "prosqa_test.json")).isEqualTo(357); // 71.4 %
  }

  /** How many answers of a published file a heuristic finds. */
  private static int right(String name, String file) throws IOException {
    JsonNode examples = Json.mapper().readTree(RealData.folder("prosqa").resolve(file).toFile());
    List<TextGenerationRequest> requests = new ArrayList<>();
    for (JsonNode example : examples) {
      String id = String.valueOf(requests.size());
      requests.add(request(id, example.path("question").asText() + "\n"));
    }
    Map<String, String> texts = Asked.requests(open(name), requests).texts();
    int right = 0;
    for (int i = 0; i < examples.size(); i++) {
      String gold = "### " + examples.get(i).path("answer").asText();
      right += texts.get(String.valueOf(i)).equals(gold) ? 1 : 0;
    }
    return right;
  }

  @Test
  void theirNamesAreEnoughToRunThem() {
    Plugins plugins = Plugins.discover(getClass().getClassLoader());

    for (String name : List.of("deeper-candidate", "more-ancestors")) {
      Model model =
          Asked.open(plugins.modelProvider("heuristic"), plugins.model(name, Map.of()).options());
      assertThat(plugins.model(name, Map.of()).name()).isEqualTo(name);
      assertThat(model.card().family()).isEqualTo("heuristic");
      assertThat(model.card().parameters()).isEqualTo(OptionalLong.of(0));
      assertThat(model.fingerprint()).contains(name);
      assertThat(model).isNotInstanceOf(BenchmarkAware.class);
    }
  }

  @Test
  void aMisspeltOrMissingNameIsAnErrorThatNamesTheRightOnes() {
    assertThatThrownBy(() -> open("deeper-candidat"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'deeper-candidate'?");
    assertThatThrownBy(() -> Asked.open(new HeuristicProvider(), Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("one of deeper-candidate, more-ancestors");
  }
}
