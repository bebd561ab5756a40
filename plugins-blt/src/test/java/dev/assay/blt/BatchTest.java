package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.Sampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer is the same, to the last bit, in any batch, in any order, beside any others. */
class BatchTest {
  /** What there is to an answer; floating-point numbers must be equal. */
  private record Answer(String text, double score, boolean greedy, String patches) {}

  /** Answers to the requests of these numbers, in this order. */
  private interface Work {
    Map<Integer, Answer> of(ByteDecoder decoder, List<Integer> numbers);
  }

  @ParameterizedTest
  @CsvSource({
    "small, entropy",
    "small, 'entropy, at most 4'",
    "small, space",
    "small, bytes",
    "projection, entropy",
    "projection, monotonic",
    "half, entropy"
  })
  void batchSizeLanesAndOrderDoNotMatter(String model, String setting) {
    Random random = new Random(5);
    List<int[]> texts = texts(random, "", 20, 330);
    compare(model, TinyModels.rules(model).get(setting), texts, random);
  }

  @ParameterizedTest
  @CsvSource({"small, 260", "projection, 130", "half, 200"})
  void aBeginningThatIsSharedGivesWhatReadingItForEachDoes(String model, int shared) {
    Random random = new Random(6);
    List<int[]> texts = texts(random, Texts.random(random, shared), 16, 60);
    compare(model, TinyModels.rule(model, Map.of()), texts, random);
  }

  @ParameterizedTest
  @CsvSource({"small, 150", "projection, 300"})
  void patchesLongerThanAChunkMayMeetShortOnes(String model, int longest) {
    Random random = new Random(7);
    Map<String, String> options =
        Map.of("threshold", "infinity", "max-patch-length", Integer.toString(longest));
    compare(model, TinyModels.rule(model, options), texts(random, "", 12, 330), random);
  }

  private static List<int[]> texts(Random random, String beginning, int count, int longest) {
    return IntStream.range(0, count)
        .mapToObj(i -> beginning + Texts.random(random, random.nextInt(longest)))
        .map(text -> ByteIds.row(ByteIds.utf8(text)))
        .toList();
  }

  /** Each request alone, then all in batches. */
  private static void compare(String model, PatchRule rule, List<int[]> texts, Random random) {
    Function<Row, String> patches = row -> new PatchTrace(rule).add(row, 1).of(0).data().toString();
    for (Work work : List.of(writing(texts, patches), scoring(texts, patches))) {
      Map<Integer, Answer> alone = new ConcurrentHashMap<>();
      try (ByteDecoder decoder = TinyModels.decoder(model, rule, 1, 1)) {
        IntStream.range(0, texts.size()).forEach(i -> alone.putAll(work.of(decoder, List.of(i))));
      }
      assertThat(alone).hasSameSizeAs(texts);
      List<Integer> numbers = new ArrayList<>(alone.keySet());
      for (int[] setting : new int[][] {{1, 1}, {2, 1}, {5, 1}, {64, 1}, {7, 2}}) {
        Collections.shuffle(numbers, random);
        try (ByteDecoder decoder = TinyModels.decoder(model, rule, setting[0], setting[1])) {
          assertThat(work.of(decoder, numbers))
              .as("%d rows in %d lanes", setting[0], setting[1])
              .isEqualTo(alone);
        }
      }
    }
  }

  private static Work writing(List<int[]> prompts, Function<Row, String> patches) {
    return (decoder, numbers) -> {
      List<ByteGeneration> requests = new ArrayList<>();
      for (int i : numbers) {
        Sampling sampling = i % 3 == 0 ? new Sampling(0.9, 0, 0.95) : Sampling.GREEDY;
        requests.add(
            new ByteGeneration(i, prompts.get(i), 1 + 9 * (i % 5), 1000, List.of(), sampling, i));
      }
      Map<Integer, Answer> answers = new ConcurrentHashMap<>();
      decoder.generate(
          requests,
          r ->
              answers.put(r.index(), new Answer(r.text().text(), 0, true, patches.apply(r.row()))));
      return answers;
    };
  }

  private static Work scoring(List<int[]> texts, Function<Row, String> patches) {
    return (decoder, numbers) -> {
      List<ByteScoring> requests = new ArrayList<>();
      for (int i : numbers) {
        int[] ids = texts.get(i).length > 1 ? texts.get(i) : ByteIds.row(new byte[] {'x'});
        requests.add(new ByteScoring(i, ids, ids.length - Math.max(1, ids.length / (2 + i % 3))));
      }
      Map<Integer, Answer> answers = new ConcurrentHashMap<>();
      decoder.score(
          requests,
          r ->
              answers.put(
                  r.index(),
                  new Answer("", r.logLikelihood(), r.greedy(), patches.apply(r.row()))));
      return answers;
    };
  }
}
