package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.blt.TinyModels.Golden;
import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the model answers to the harness, and what it says of the cost. */
class TextAbilitiesTest {
  private static final int CONTEXT = 512;

  private static Model open(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", TinyModels.folder("small").toString());
    return new BltProvider()
        .open(
            new ModelSpec("tiny", "blt", all),
            new ModelContext("cpu", 2, 8, new DataStore(List.of())));
  }

  private static final class Answers<O> implements ResponseSink<O> {
    final Map<String, Response<O>> responses = new TreeMap<>();
    final Map<String, String> failures = new TreeMap<>();

    @Override
    public synchronized void accept(RequestId request, Response<O> response) {
      assertThat(responses.put(request.example(), response)).isNull();
    }

    @Override
    public synchronized void fail(RequestId request, String cause) {
      failures.put(request.example(), cause);
    }
  }

  private static TextGenerationRequest generation(String id, String prompt, int tokens) {
    return generation(id, prompt, tokens, 1_000, List.of(), Sampling.GREEDY);
  }

  private static TextGenerationRequest generation(
      String id, String prompt, int tokens, int bytes, List<String> stop, Sampling sampling) {
    return new TextGenerationRequest(
        new RequestId("test", id, 0), prompt, tokens, bytes, stop, sampling, id.hashCode());
  }

  private static TextScoringRequest scoring(String id, String context, String continuation) {
    return new TextScoringRequest(new RequestId("test", id, 0), context, continuation, 0);
  }

  private static Answers<GeneratedText> generate(TextGenerationRequest... requests) {
    return generate(Map.of(), List.of(requests));
  }

  private static Answers<GeneratedText> generate(
      Map<String, String> options, List<TextGenerationRequest> requests) {
    Answers<GeneratedText> answers = new Answers<>();
    try (Model model = open(options)) {
      model.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(requests, answers);
    }
    return answers;
  }

  private static Answers<LogLikelihood> score(TextScoringRequest... requests) {
    Answers<LogLikelihood> answers = new Answers<>();
    try (Model model = open(Map.of())) {
      model.ability(AbilityKind.SCORE_TEXT).orElseThrow().respond(List.of(requests), answers);
    }
    return answers;
  }

  private static double scoreOf(Answers<LogLikelihood> answers, String id) {
    return answers.responses.get(id).output().logLikelihood();
  }

  private static Trace trace(Response<?> response) {
    assertThat(response.trace()).isPresent();
    return response.trace().orElseThrow();
  }

  private static byte[] bytes(Trace trace) {
    return Base64.getDecoder().decode((String) trace.data().get("bytes"));
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> patchLengths(Trace trace) {
    return (List<Integer>) trace.data().get("patchLengths");
  }

  // --- generation

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

  // --- traces

  @Test
  void theTraceTellsPatchesEntropiesAndTheSmallestMargin() {
    Golden golden =
        TinyModels.goldens("small").stream()
            .filter(g -> g.setting().equals("entropy") && g.ids().length > 15)
            .findFirst()
            .orElseThrow();
    String text = text(golden);
    Trace trace = trace(score(scoring("t", "", text)).responses.get("t"));
    assertThat(trace.kind()).isEqualTo("patches");
    assertThat(trace.data())
        .containsEntry("promptBytes", 0)
        .containsEntry("mode", "entropy")
        .containsEntry(
            "threshold",
            BltFolder.read(TinyModels.folder("small")).patching().threshold().orElseThrow());
    assertThat(bytes(trace)).isEqualTo(ByteIds.utf8(text));
    // without the begin mark's patch and the byte to come
    List<Integer> expected =
        new ArrayList<>(Arrays.stream(golden.lengths()).skip(1).boxed().toList());
    int last = expected.remove(expected.size() - 1) - 1;
    if (last > 0) {
      expected.add(last);
    }
    assertThat(patchLengths(trace)).isEqualTo(expected);
    List<?> entropies = (List<?>) trace.data().get("entropies");
    assertThat(entropies).hasSize(golden.ids().length - 1);
    for (int i = 0; i < entropies.size(); i++) {
      assertThat((Double) entropies.get(i)).isCloseTo(golden.entropies()[i], within(1e-4));
    }
    assertThat((Double) trace.data().get("smallestMargin")).isPositive();
  }

  @Test
  void withoutEntropiesTheTraceTellsPatchesOnly() {
    Trace trace =
        trace(
            generate(Map.of("patching", "bytes"), List.of(generation("b", "ab", 1)))
                .responses
                .get("b"));
    assertThat(trace.data()).containsOnlyKeys("bytes", "promptBytes", "patchLengths", "mode");
    assertThat(patchLengths(trace)).containsOnly(1);
  }

  @Test
  void anInfiniteThresholdIsLeftOutOfTheTrace() {
    Trace trace =
        trace(
            generate(Map.of("threshold", "infinity"), List.of(generation("i", "abc", 1)))
                .responses
                .get("i"));
    assertThat(trace.data()).containsKey("entropies").doesNotContainKeys("threshold");
    assertThat(trace.data()).doesNotContainKey("smallestMargin");
    assertThat(patchLengths(trace)).hasSize(1);
  }

  @Test
  void aThresholdOfZeroMakesEveryByteAPatch() {
    Response<GeneratedText> zero =
        generate(Map.of("threshold", "0"), List.of(generation("z", "abc", 2))).responses.get("z");
    Response<GeneratedText> bytes =
        generate(Map.of("patching", "bytes"), List.of(generation("z", "abc", 2)))
            .responses
            .get("z");
    assertThat(patchLengths(trace(zero))).containsOnly(1);
    assertThat(zero.output()).isEqualTo(bytes.output());
  }

  // --- scoring

  private static String text(Golden golden) {
    byte[] bytes = new byte[golden.ids().length - 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (golden.ids()[i + 1] - ByteIds.OFFSET);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

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
