package dev.assay.benchmarks.flores;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmarks.translation.Bleu;
import dev.assay.benchmarks.translation.Chrf;
import dev.assay.benchmarks.translation.CorpusMetric;
import dev.assay.benchmarks.translation.TranslationEditRate;
import dev.assay.data.DataStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parallel sentences (mini): what {@link FloresProvider} does, on 30 embedded sentences of Assay's
 * own: {@code parallel-mini/SOURCE-TARGET} and {@code parallel-mini-bpb/LANGUAGE}.
 */
public final class ParallelMiniProvider implements BenchmarkProvider {
  private static final int SENTENCES = 30;
  private static final List<String> CODES =
      List.of("ara", "deu", "ell", "eng", "fra", "hin", "ita", "jpn", "rus", "spa", "zho_simpl");
  private static final String TRANSLATION = "parallel-mini";
  private static final String BITS_PER_BYTE = "parallel-mini-bpb";
  private static final String SOURCE = "written for Assay; far too few sentences to rank models";
  private static final String LICENCE = "Apache-2.0";

  private final Map<String, LanguagePair> translations = new LinkedHashMap<>();
  private final Map<String, Language> texts = new LinkedHashMap<>();

  /** Creates the provider; reads no sentences. */
  public ParallelMiniProvider() {
    List<Language> languages = Language.of(CODES);
    for (LanguagePair pair : LanguagePair.withEnglish(languages)) {
      translations.put(TRANSLATION + "/" + pair.key(), pair);
    }
    for (Language language : languages) {
      texts.put(BITS_PER_BYTE + "/" + language.code(), language);
    }
  }

  @Override
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    translations.forEach(
        (name, pair) ->
            entries.add(new Entry(name, TRANSLATION, "Translates " + pair.title(), true)));
    texts.forEach(
        (name, language) ->
            entries.add(
                new Entry(name, BITS_PER_BYTE, "Bits per byte of " + language.name(), true)));
    return entries;
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    LanguagePair pair = translations.get(name);
    if (pair != null) {
      return translation(name, pair);
    }
    Language language = texts.get(name);
    if (language != null) {
      Sentences sentences = sentences(language);
      Origin origin = new Origin("Parallel sentences (mini) bits per byte,", SOURCE, LICENCE);
      return new BitsPerByteBenchmark(
          origin.bitsPerByte(name, BITS_PER_BYTE, language, sentences), sentences);
    }
    List<String> names = new ArrayList<>(translations.keySet());
    names.addAll(texts.keySet());
    throw SetupException.unknownName("benchmark", name, names);
  }

  private static TranslationBenchmark translation(String name, LanguagePair pair) {
    Sentences source = sentences(pair.source());
    Sentences target = sentences(pair.target());
    FewShotPrompt prompt = FewShotPrompt.of(pair, source, target);
    List<CorpusMetric> metrics =
        List.of(new Bleu(pair.target().tokenizer()), Chrf.plusPlus(), new TranslationEditRate());
    return new TranslationBenchmark(
        new Origin("Parallel sentences (mini)", SOURCE, LICENCE)
            .translation(name, TRANSLATION, prompt, List.of(source, target), metrics),
        prompt,
        TranslationBenchmark.examples(source, target, FewShotPrompt.SHOTS),
        metrics);
  }

  private static Sentences sentences(Language language) {
    return Sentences.read(Embedded.text("sentences/" + language.code() + ".txt"), SENTENCES);
  }
}
