package dev.assay.benchmarks.flores;

import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmarks.translation.CorpusMetric;
import java.util.List;
import java.util.Map;

/**
 * Where sentences come from, for the cards of the benchmarks made of them.
 *
 * @param title the name in tables
 * @param source as the card says it
 * @param licence of the sentences
 */
record Origin(String title, String source, String licence) {
  private static final String VERSION = "1";

  /** The card of a translation benchmark; the hash covers the whole of one prompt. */
  BenchmarkCard translation(
      String name,
      String group,
      FewShotPrompt prompt,
      List<Sentences> sentences,
      List<CorpusMetric> metrics) {
    return card(
        name,
        group,
        prompt.pair().title(),
        TranslationBenchmark.description(prompt.pair(), metrics),
        Sha256.of(sentences.stream().map(Sentences::sha256).toList() + prompt.of("")),
        prompt.pair().other().labels());
  }

  /** The card of a bits-per-byte benchmark. */
  BenchmarkCard bitsPerByte(String name, String group, Language language, Sentences sentences) {
    return card(
        name,
        group,
        language.name(),
        BitsPerByteBenchmark.description(language),
        sentences.sha256(),
        language.labels());
  }

  private BenchmarkCard card(
      String name,
      String group,
      String subject,
      String description,
      String sha256,
      Map<String, String> labels) {
    return new BenchmarkCard(
        name,
        VERSION,
        title + " " + subject,
        group,
        description,
        source,
        licence,
        sha256,
        false,
        labels);
  }
}
