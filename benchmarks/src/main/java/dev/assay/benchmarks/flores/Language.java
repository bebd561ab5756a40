package dev.assay.benchmarks.flores;

import dev.assay.benchmarks.translation.SegmentTokenizer;
import dev.assay.benchmarks.translation.StandardTokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A language of FLORES-101. The table's facts are those of FLORES's own language table, see {@code
 * README.md} beside it.
 *
 * @param code as FLORES-101 writes it, mostly ISO 639-3
 * @param name in English
 * @param script ISO 15924
 * @param resource how much text with an English translation there is: {@code high} above 100
 *     million sentences, {@code mid} above one million, {@code low} above 100,000, {@code very
 *     low}, or {@code unknown}
 */
record Language(String code, String name, String script, String resource) {
  static final String ENGLISH = "eng";

  /** Scripts that put no space between words, for which BLEU goes by characters. */
  private static final Set<String> WITHOUT_SPACES =
      Set.of("Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr", "Thai");

  /** All 102, by code, in alphabetical order. */
  static Map<String, Language> all() {
    return Embedded.table("languages.tsv").stream()
        .map(cells -> new Language(cells[0], cells[1], cells[2], cells[4]))
        .collect(
            Collectors.toMap(Language::code, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  boolean isEnglish() {
    return code.equals(ENGLISH);
  }

  /** By what BLEU takes a text of this language apart. */
  SegmentTokenizer tokenizer() {
    return WITHOUT_SPACES.contains(script) ? StandardTokenizer.CHARACTERS : StandardTokenizer.V13A;
  }

  /** What results can be grouped by. */
  Map<String, String> labels() {
    return Map.of("language", code, "name", name, "script", script, "resource", resource);
  }

  /** The languages with these codes, in this order. */
  static List<Language> of(List<String> codes) {
    Map<String, Language> all = all();
    return codes.stream().map(all::get).toList();
  }
}
