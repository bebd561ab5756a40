package dev.assay.benchmarks.flores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmarks.PublishedData;
import dev.assay.benchmarks.translation.StandardTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LanguageTest {
  private static final Map<String, Language> ALL = Language.all();

  @Test
  void thereAre102Languages() {
    assertThat(ALL).hasSize(102);
    assertThat(ALL.get("deu")).isEqualTo(new Language("deu", "German", "Latn", "high"));
    assertThat(ALL.values()).extracting(Language::name).doesNotHaveDuplicates();
  }

  @Test
  void theResourceLevelFollowsFromTheNumberOfTranslatedSentences() {
    for (String[] cells : Embedded.table("languages.tsv")) {
      if (!cells[3].isEmpty()) {
        long bitext = Long.parseLong(cells[3]);
        assertThat(cells[4])
            .as(cells[0])
            .isEqualTo(
                bitext < 100_000
                    ? "very low"
                    : bitext < 1_000_000 ? "low" : bitext <= 100_000_000 ? "mid" : "high");
      }
    }
  }

  /** English is the other side of every count, and FLORES's table has no count for Uzbek. */
  @Test
  void twoLanguagesHaveNoNumber() {
    assertThat(Embedded.table("languages.tsv"))
        .filteredOn(cells -> cells[3].isEmpty())
        .extracting(cells -> cells[0] + " " + cells[4])
        .containsExactly("eng high", "uzb unknown");
  }

  @Test
  void bleuGoesByCharactersWhereNoSpaceStandsBetweenWords() {
    assertThat(ALL.values())
        .filteredOn(language -> language.tokenizer() == StandardTokenizer.CHARACTERS)
        .extracting(Language::code)
        .containsExactly("jpn", "khm", "lao", "mya", "tha", "zho_simpl", "zho_trad");
  }

  @Test
  void theScriptIsThatOfTheSentences() throws IOException {
    for (Language language : ALL.values()) {
      String text = Files.readString(PublishedData.file(path(language)));
      Character.UnicodeScript script =
          text
              .codePoints()
              .filter(Character::isLetter)
              .mapToObj(Character.UnicodeScript::of)
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
              .entrySet()
              .stream()
              .max(Comparator.comparing(Map.Entry::getValue))
              .orElseThrow()
              .getKey();
      assertThat(scripts(language.script())).as(language.code()).contains(script);
    }
  }

  /** Characters that ISO 15924 takes together, Unicode keeps apart. */
  private static List<Character.UnicodeScript> scripts(String code) {
    return switch (code) {
      case "Jpan" -> List.of(Character.UnicodeScript.HIRAGANA, Character.UnicodeScript.HAN);
      case "Hans", "Hant" -> List.of(Character.UnicodeScript.HAN);
      default -> List.of(Character.UnicodeScript.forName(code));
    };
  }

  private static String path(Language language) {
    return FloresDataSet.Split.DEVTEST.path(language);
  }
}
