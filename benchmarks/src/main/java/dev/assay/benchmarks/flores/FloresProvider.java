package dev.assay.benchmarks.flores;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmarks.flores.FloresDataSet.Split;
import dev.assay.benchmarks.translation.Bleu;
import dev.assay.benchmarks.translation.Chrf;
import dev.assay.benchmarks.translation.CorpusMetric;
import dev.assay.benchmarks.translation.SentencePiece;
import dev.assay.benchmarks.translation.TranslationEditRate;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * FLORES-101: {@code flores101/SOURCE-TARGET} translates devtest to or from English, {@code
 * flores101-bpb/LANGUAGE} measures bits per byte on it.
 */
public final class FloresProvider implements BenchmarkProvider {
  private static final String TITLE = "FLORES-101";
  private static final String TO_ENGLISH = "flores101-to-english";
  private static final String FROM_ENGLISH = "flores101-from-english";
  private static final String BITS_PER_BYTE = "flores101-bpb";

  private final FloresDataSet files = new FloresDataSet();
  private final SentencePieceModels models = new SentencePieceModels();
  private final Map<String, LanguagePair> translations = new LinkedHashMap<>();
  private final Map<String, Language> texts = new LinkedHashMap<>();

  /** Creates the provider; reads no data. */
  public FloresProvider() {
    List<Language> languages = List.copyOf(Language.all().values());
    for (LanguagePair pair : LanguagePair.withEnglish(languages)) {
      translations.put("flores101/" + pair.key(), pair);
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
            entries.add(new Entry(name, group(pair), "Translates " + pair.title(), false)));
    texts.forEach(
        (name, language) ->
            entries.add(
                new Entry(name, BITS_PER_BYTE, "Bits per byte of " + language.name(), false)));
    return entries;
  }

  private static String group(LanguagePair pair) {
    return pair.toEnglish() ? TO_ENGLISH : FROM_ENGLISH;
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(files.set());
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    LanguagePair pair = translations.get(name);
    if (pair != null) {
      return translation(name, pair, data);
    }
    Language language = texts.get(name);
    if (language != null) {
      return bitsPerByte(name, language, data);
    }
    List<String> names = new ArrayList<>(translations.keySet());
    names.addAll(texts.keySet());
    throw SetupException.unknownName("benchmark", name, names);
  }

  private TranslationBenchmark translation(String name, LanguagePair pair, DataStore data) {
    Sentences source = files.require(data, Split.DEVTEST, pair.source());
    Sentences target = files.require(data, Split.DEVTEST, pair.target());
    Optional<Sentences> devSource = files.find(data, Split.DEV, pair.source());
    Optional<Sentences> devTarget = files.find(data, Split.DEV, pair.target());
    boolean dev = devSource.isPresent() && devTarget.isPresent();
    FewShotPrompt prompt =
        FewShotPrompt.of(pair, dev ? devSource.get() : source, dev ? devTarget.get() : target);
    List<CorpusMetric> metrics = new ArrayList<>();
    metrics.add(new Bleu(pair.target().tokenizer()));
    metrics.add(Chrf.plusPlus());
    metrics.add(new TranslationEditRate());
    Optional<SentencePiece> pieces = data.find(FloresDataSet.SENTENCE_PIECE).map(models::read);
    pieces.ifPresent(model -> metrics.add(new Bleu("spbleu", model)));
    return new TranslationBenchmark(
        origin(pair, List.of(source, target), dev, pieces)
            .translation(name, group(pair), prompt, List.of(source, target), metrics),
        prompt,
        TranslationBenchmark.examples(source, target, dev ? 0 : FewShotPrompt.SHOTS),
        metrics);
  }

  /** Without dev the examples come from devtest, and every table says so. */
  private Origin origin(
      LanguagePair pair, List<Sentences> sentences, boolean dev, Optional<SentencePiece> pieces) {
    String source =
        files.source(Split.DEVTEST, List.of(pair.source(), pair.target()), sentences)
            + (dev
                    ? "; all of devtest, worked examples: the first %d sentences of dev"
                    : "; dev is not at hand, so the first %d sentences of devtest are the worked examples and not part of the test")
                .formatted(FewShotPrompt.SHOTS);
    return new Origin(
        TITLE + (dev ? "" : " (without dev)"),
        source + pieces.map(model -> "; spBLEU by the model " + model.sha256()).orElse(""),
        FloresDataSet.LICENCE);
  }

  private BitsPerByteBenchmark bitsPerByte(String name, Language language, DataStore data) {
    Sentences sentences = files.require(data, Split.DEVTEST, language);
    String source = files.source(Split.DEVTEST, List.of(language), List.of(sentences));
    Origin origin = new Origin(TITLE + " bits per byte,", source, FloresDataSet.LICENCE);
    return new BitsPerByteBenchmark(
        origin.bitsPerByte(name, BITS_PER_BYTE, language, sentences), sentences);
  }
}
