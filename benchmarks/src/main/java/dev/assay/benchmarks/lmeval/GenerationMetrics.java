package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmarks.lmeval.answer.ExactMatch;
import dev.assay.benchmarks.translation.Bleu;
import dev.assay.benchmarks.translation.Chrf;
import dev.assay.benchmarks.translation.CorpusMetric;
import dev.assay.benchmarks.translation.StandardTokenizer;
import dev.assay.benchmarks.translation.TranslationEditRate;
import java.util.List;

/** The metrics of tasks in which a model writes. */
final class GenerationMetrics {
  private static final List<String> NAMES = List.of("exact_match", "bleu", "chrf", "chrf++", "ter");

  private static final String REGEXES = "regexes_to_ignore";
  private static final String CASE = "ignore_case";
  private static final String PUNCTUATION = "ignore_punctuation";
  private static final String NUMBERS = "ignore_numbers";

  private GenerationMetrics() {}

  /**
   * The metric of an entry.
   *
   * @param severalTargets whether a document has several right answers
   * @param oneAnswer whether the filters leave one answer
   * @throws SetupException if it is not one of these
   */
  static TaskMetric<Generated> of(MetricEntry entry, boolean severalTargets, boolean oneAnswer) {
    String name = entry.name();
    return switch (entry.config().metric()) {
      case "exact_match" -> exactMatch(entry, oneAnswer);
      case "bleu" -> corpus(entry, severalTargets, new Bleu(name, StandardTokenizer.V13A));
      case "chrf" -> corpus(entry, severalTargets, new Chrf(name, 0));
      case "chrf++" -> corpus(entry, severalTargets, new Chrf(name, 2));
      case "ter" -> corpus(entry, severalTargets, new TranslationEditRate(name));
      default -> throw entry.unknown(NAMES);
    };
  }

  private static TaskMetric<Generated> exactMatch(MetricEntry entry, boolean oneAnswer) {
    entry.checkArguments(List.of(REGEXES, CASE, PUNCTUATION, NUMBERS));
    ExactMatch match =
        new ExactMatch(
            entry.patterns(REGEXES),
            entry.truth(CASE),
            entry.truth(PUNCTUATION),
            entry.truth(NUMBERS));
    return oneAnswer
        ? entry.share(generated -> shareOfMatches(match, generated))
        : entry.meanShare(generated -> shareOfMatches(match, generated));
  }

  private static double shareOfMatches(ExactMatch match, Generated generated) {
    return generated.answers().stream()
        .mapToDouble(answer -> match.matches(answer, generated.targets()) ? 1 : 0)
        .average()
        .orElse(0);
  }

  private static TaskMetric<Generated> corpus(
      MetricEntry entry, boolean severalTargets, CorpusMetric corpus) {
    entry.checkArguments(List.of());
    if (severalTargets) {
      throw new SetupException(
          "%s: the metric '%s' takes one right answer, and doc_to_target gives a list"
              .formatted(entry.file(), entry.config().metric()));
    }
    Metric own = corpus.metric();
    Aggregation.Corpus statistic = (Aggregation.Corpus) own.aggregation();
    return entry.statistic(
        entry.config().metric(),
        own.direction(),
        statistic.statistic(),
        generated -> corpus.values(generated.answers().get(0), generated.targets().get(0)));
  }
}
