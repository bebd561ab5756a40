package dev.assay.blt;

import static dev.assay.blt.Abilities.CONTEXT;
import static dev.assay.blt.Abilities.bytes;
import static dev.assay.blt.Abilities.generate;
import static dev.assay.blt.Abilities.generation;
import static dev.assay.blt.Abilities.open;
import static dev.assay.blt.Abilities.patchLengths;
import static dev.assay.blt.Abilities.trace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.blt.Abilities.Answers;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.Model;
import dev.assay.model.Response;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the model writes, and what it says of the cost. */
class TextGeneratorTest {
  @Test
  void aTokenCountsFourBytes() {
    Response<GeneratedText> response = generate(generation("a", "Größe: ", 5)).responses.get("a");
    assertThat(response.output().finish()).isEqualTo(Finish.LENGTH);
    assertThat(response.usage().forwardPasses()).isEqualTo(20);
    assertThat(bytes(trace(response))).hasSize(9 + 20).startsWith(ByteIds.utf8("Größe: "));
  }

  @Test
  void usageCountsBytesPatchesAndOperationsTheEntropyModelApart() {
    Response<GeneratedText> response =
        generate(
                Map.of("patching", "static", "patch-size", "4"), List.of(generation("a", "abc", 2)))
            .responses
            .get("a");
    Usage usage = response.usage();
    assertThat(usage.inputBytes()).isEqualTo(3);
    assertThat(usage.outputBytes()).isEqualTo(ByteIds.utf8(response.output().text()).length);
    assertThat(usage.inputTokens() + usage.outputTokens()).isZero();
    // read: the begin mark, 3 bytes of the prompt, all of the 8 written but the last; patches of
    // 1, 4 and 4 bytes have ended
    assertThat(usage.patches()).isEqualTo(3);
    BltCost cost = new BltCost(BltFolder.read(TinyModels.folder("small")));
    assertThat(usage.flops()).isEqualTo(cost.of(new BltCost.Work(11, 3, 9, 8)));
    assertThat(usage.patchingFlops()).isZero();
    Usage byEntropy = generate(generation("a", "abc", 2)).responses.get("a").usage();
    assertThat(byEntropy.patchingFlops())
        .isEqualTo(cost.ofPatching(new BltCost.Work(11, 0, 0, 0), new Patching.Entropy(1)));
  }

  @Test
  void anEmptyPromptStartsFromTheBeginMark() {
    Response<GeneratedText> response = generate(generation("empty", "", 3)).responses.get("empty");
    assertThat(response.usage().inputBytes()).isZero();
    assertThat(response.usage().forwardPasses()).isPositive();
    assertThat(trace(response).data()).containsEntry("promptBytes", 0);
  }

  @Test
  void aPromptThatFillsTheContextFailsAloneAndSaysWhy() {
    Answers<GeneratedText> answers =
        generate(
            generation("full", "a".repeat(CONTEXT - 1), 4),
            generation("fits", "a".repeat(CONTEXT - 2), 4));
    assertThat(answers.failures)
        .containsExactly(
            Map.entry(
                "full",
                "the prompt has 511 bytes; the model's context of 512, with the begin mark, leaves no room for an answer"));
    assertThat(answers.responses.get("fits").usage().forwardPasses()).isEqualTo(1);
  }

  @Test
  void aTextEndsBeforeAStopString() {
    Map<String, String> prompts = new TreeMap<>();
    IntStream.range(0, 20).forEach(i -> prompts.put("p" + i, "Stop " + i));
    Answers<GeneratedText> whole =
        generate(
            prompts.entrySet().stream()
                .map(e -> generation(e.getKey(), e.getValue(), 20))
                .toArray(TextGenerationRequest[]::new));
    // one whose text, random as the weights are, has two characters of ASCII after a whole one
    Pattern pair = Pattern.compile("^\\P{ASCII}*[^\uFFFD]([ -~]{2})");
    Map<String, String> stops = new TreeMap<>();
    whole.responses.forEach(
        (id, response) -> {
          Matcher matcher = pair.matcher(response.output().text());
          if (matcher.find()) {
            stops.put(id, matcher.group(1));
          }
        });
    assertThat(stops).isNotEmpty();
    String id = stops.keySet().iterator().next();
    String stop = stops.get(id);
    String text = whole.responses.get(id).output().text();
    Response<GeneratedText> stopped =
        generate(generation("s", prompts.get(id), 20, 1_000, List.of(stop), Sampling.GREEDY))
            .responses
            .get("s");
    String before = text.substring(0, text.indexOf(stop));
    assertThat(stopped.output()).isEqualTo(new GeneratedText(before, Finish.STOP));
    assertThat(new String(bytes(trace(stopped)), StandardCharsets.UTF_8)).endsWith(stop);
  }

  @Test
  void aTextEndsAtItsLimitOfBytes() {
    Response<GeneratedText> response =
        generate(generation("b", "Stop", 20, 3, List.of(), Sampling.GREEDY)).responses.get("b");
    assertThat(response.usage().forwardPasses()).isEqualTo(3);
    assertThat(response.output().finish()).isEqualTo(Finish.LENGTH);
  }

  @Test
  void bytesThatAreNoUtf8AreReplacedInTheTextAndKeptInTheTrace() {
    List<TextGenerationRequest> requests =
        IntStream.range(0, 8)
            .mapToObj(i -> generation("s" + i, "x", 10, 1_000, List.of(), new Sampling(2, 0, 1)))
            .toList();
    Answers<GeneratedText> answers = generate(Map.of(), requests);
    assertThat(answers.responses.values())
        .anySatisfy(r -> assertThat(r.output().text()).contains("\uFFFD"));
    for (Response<GeneratedText> response : answers.responses.values()) {
      byte[] written = bytes(trace(response));
      assertThat(written.length - 1)
          .isBetween(
              (int) response.usage().forwardPasses() - 1, (int) response.usage().forwardPasses());
      int covered = patchLengths(trace(response)).stream().mapToInt(n -> n).sum();
      assertThat(covered).isEqualTo(written.length);
    }
  }

  @Test
  void theEndMarkEndsATextAndIsNotInIt() {
    List<TextGenerationRequest> requests =
        IntStream.range(0, 60)
            .mapToObj(i -> generation("e" + i, "x", 25, 1_000, List.of(), new Sampling(3, 0, 1)))
            .toList();
    List<Response<GeneratedText>> ended =
        generate(Map.of(), requests).responses.values().stream()
            .filter(r -> r.output().finish() == Finish.END)
            .toList();
    assertThat(ended).isNotEmpty();
    for (Response<GeneratedText> response : ended) {
      assertThat(bytes(trace(response))).hasSize((int) response.usage().forwardPasses());
    }
  }

  @Test
  void halfOfASurrogatePairIsReadAsAQuestionMark() {
    Answers<GeneratedText> answers =
        generate(generation("half", "a\uD83Db", 4), generation("mark", "a?b", 4));
    assertThat(answers.responses.get("half").output())
        .isEqualTo(answers.responses.get("mark").output());
    assertThat(answers.responses.get("half").usage().inputBytes()).isEqualTo(3);
  }

  @Test
  void anInterruptedThreadReturnsSoonWithoutAnAnswer() {
    Answers<GeneratedText> answers = new Answers<>();
    try (Model model = open(Map.of())) {
      Thread.currentThread().interrupt();
      model
          .ability(AbilityKind.GENERATE_TEXT)
          .orElseThrow()
          .respond(List.of(generation("a", "abc", 20), generation("b", "abd", 20)), answers);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(answers.responses).isEmpty();
  }
}
