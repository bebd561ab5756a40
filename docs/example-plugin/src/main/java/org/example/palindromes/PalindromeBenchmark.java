package org.example.palindromes;

import dev.assay.Sha256;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks whether a word reads the same backwards. */
final class PalindromeBenchmark implements Benchmark<TextGenerationRequest, GeneratedText> {
  static final String NAME = "palindromes";
  private static final List<String> WORDS =
      List.of("level", "lever", "radar", "radio", "noon", "moon", "civic", "cynic");

  @Override
  public BenchmarkCard card() {
    return new BenchmarkCard(
        NAME,
        "1",
        "Palindromes",
        NAME,
        "Is a word the same backwards? The answer must begin with Yes or No.",
        "written for this example",
        "Apache-2.0",
        Sha256.of(String.join(" ", WORDS)),
        false);
  }

  @Override
  public AbilityKind<TextGenerationRequest, GeneratedText> ability() {
    return AbilityKind.GENERATE_TEXT;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.accuracy("exact_match"));
  }

  @Override
  public List<Example> examples() {
    return IntStream.range(0, WORDS.size())
        .mapToObj(
            i -> {
              String word = WORDS.get(i);
              boolean same = new StringBuilder(word).reverse().toString().equals(word);
              return new Example(Integer.toString(i), Map.of("word", word), same ? "Yes" : "No");
            })
        .toList();
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    String prompt =
        "Is \"%s\" the same backwards? Answer: ".formatted(example.fields().get("word"));
    return List.of(
        new TextGenerationRequest(
            new RequestId(NAME, example.id(), 0),
            prompt,
            5,
            50,
            List.of("\n"),
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String answer = outputs.get(0).text().strip();
    boolean right =
        answer.toLowerCase(Locale.ROOT).startsWith(example.target().toLowerCase(Locale.ROOT));
    return Score.of("exact_match", right ? 1 : 0, answer);
  }
}
