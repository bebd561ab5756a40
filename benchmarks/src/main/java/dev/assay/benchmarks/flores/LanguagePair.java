package dev.assay.benchmarks.flores;

import java.util.List;
import java.util.stream.Stream;

/** A direction of translation, to English or from it. */
record LanguagePair(Language source, Language target) {

  /** Both directions for each language but English, which must be among them. */
  static List<LanguagePair> withEnglish(List<Language> languages) {
    Language english = languages.stream().filter(Language::isEnglish).findAny().orElseThrow();
    return Stream.concat(
            others(languages).map(other -> new LanguagePair(other, english)),
            others(languages).map(other -> new LanguagePair(english, other)))
        .toList();
  }

  private static Stream<Language> others(List<Language> languages) {
    return languages.stream().filter(language -> !language.isEnglish());
  }

  boolean toEnglish() {
    return target.isEnglish();
  }

  /** The language by which results are grouped. */
  Language other() {
    return toEnglish() ? source : target;
  }

  /** For example {@code deu-eng}. */
  String key() {
    return source.code() + "-" + target.code();
  }

  String title() {
    return source.name() + " to " + target.name();
  }
}
