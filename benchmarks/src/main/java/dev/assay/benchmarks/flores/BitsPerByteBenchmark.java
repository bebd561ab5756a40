package dev.assay.benchmarks.flores;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.LogLikelihood;
import dev.assay.model.TextScoringRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many bits a model needs for each byte of the sentences, each on its own: the unit in which
 * models of any vocabulary compare. Over all sentences together it is their bits by their bytes.
 */
final class BitsPerByteBenchmark extends ListedBenchmark<TextScoringRequest, LogLikelihood> {
  private static final String BITS_PER_BYTE = "bits_per_byte";
  private static final String BITS = "bits_per_byte.bits";
  private static final String BYTES = "bits_per_byte.bytes";

  BitsPerByteBenchmark(BenchmarkCard card, Sentences sentences) {
    super(card, AbilityKind.SCORE_TEXT, examples(sentences));
  }

  private static List<Example> examples(Sentences sentences) {
    List<Example> all = new ArrayList<>();
    for (String sentence : sentences.lines()) {
      all.add(new Example(Integer.toString(all.size()), Map.of("text", sentence), ""));
    }
    return all;
  }

  /** What is asked and how it is scored, for the card. */
  static String description(Language language) {
    return "Scores sentences in %s, each without any context; the bits of all sentences by their UTF-8 bytes."
        .formatted(language.name());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric(
            BITS_PER_BYTE,
            "",
            Metric.Direction.LOWER,
            new Aggregation.Corpus(scores -> sum(scores, BITS) / sum(scores, BYTES))));
  }

  private static double sum(List<Score> scores, String count) {
    double sum = 0;
    for (Score score : scores) {
      sum += score.values().get(count);
    }
    return sum;
  }

  @Override
  public List<TextScoringRequest> requests(Example example, long seed) {
    return List.of(new TextScoringRequest(requestId(example, 0), "", text(example), seed));
  }

  @Override
  public Score score(Example example, List<LogLikelihood> outputs) {
    double bits = -outputs.get(0).logLikelihood() / Math.log(2);
    double bytes =
        outputs.get(0).bytes(); // of the text as it was scored: noise may have changed it
    return new Score(
        Map.of(BITS_PER_BYTE, bits / bytes, BITS, bits, BYTES, bytes),
        String.format(Locale.ROOT, "%.4f bits per byte", bits / bytes));
  }

  private static String text(Example example) {
    return example.fields().get("text");
  }
}
