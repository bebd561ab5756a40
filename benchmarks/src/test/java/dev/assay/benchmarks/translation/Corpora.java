package dev.assay.benchmarks.translation;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Score;
import java.util.ArrayList;
import java.util.List;

/** Scores whole corpora as a run does. */
final class Corpora {
  private Corpora() {}

  static double score(CorpusMetric metric, List<String> hypotheses, List<String> references) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < hypotheses.size(); i++) {
      scores.add(new Score(metric.values(hypotheses.get(i), references.get(i)), hypotheses.get(i)));
    }
    return score(metric, scores);
  }

  static double score(CorpusMetric metric, List<Score> scores) {
    return ((Aggregation.Corpus) metric.metric().aggregation()).statistic().of(scores);
  }
}
