package dev.assay.benchmarks.cute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import dev.assay.benchmarks.PublishedData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptFileTest {
  /** Of the form of CUTE's prompts.py: literals continued over lines, indented, both quotes. */
  private static final String PYTHON =
      """
      # prompts of a small benchmark
      PROMPTS = {
          "spell": 'Spell it:\\n\\
              \\n\\
              1. Spell "sun". Answer: "s u n"\\n\\
              Question: Spell "{}".',  # one slot
          'del_char': "Drop it\\'s \\"{}\\" from \\\\ {}",
      }
      """;

  private static final String JSON =
      """
      {
       "spell": "Spell it:\\n        \\n        1. Spell \\"sun\\". Answer: \\"s u n\\"\\n        Question: Spell \\"{}\\".",
       "del_char": "Drop it's \\"{}\\" from \\\\ {}"
      }
      """;

  @Test
  void thePythonFileAndTheJsonFileGiveTheSameTemplates() {
    PromptFile python = PromptFile.parse(DataText.of("prompts.py", PYTHON));
    PromptFile json = PromptFile.parse(DataText.of("prompts.json", JSON));

    assertThat(python.templates()).isEqualTo(json.templates());
    assertThat(python.of(CuteTask.SPELL).fill(List.of("cat")))
        .endsWith("\n        Question: Spell \"cat\".");
  }

  @Test
  void lineEndsOfWindowsMakeNoDifference() {
    DataText windows = DataText.of("prompts.py", PYTHON.replace("\n", "\r\n"));

    assertThat(PromptFile.parse(windows).templates())
        .isEqualTo(PromptFile.parse(DataText.of("prompts.py", PYTHON)).templates());
  }

  @Test
  void thePublishedJsonHoldsThePublishedTemplates() {
    DataText json = DataText.read(PublishedData.file("cute/prompts.json"));

    assertThat(CuteDataSet.arePublished(PromptFile.parse(json))).isTrue();
  }

  @Test
  void thePublishedPythonHoldsThePublishedTemplates() {
    DataText python = DataText.read(PublishedData.file("cute/prompts.py"));

    assertThat(python.sha256()).isEqualTo(CuteDataSet.sha256("cute/prompts.py"));
    assertThat(CuteDataSet.arePublished(PromptFile.parse(python))).isTrue();
  }

  @Test
  void aFilledInputIsNeverTakenForASlot() {
    PromptTemplate template = PromptTemplate.of(CuteTask.DEL_CHAR, "Drop {} from {}", "here");

    assertThat(template.fill(List.of("{}", "a{}b"))).isEqualTo("Drop {} from a{}b");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PROMPTS = [1] | line 1, column 11: '{' expected",
        "PROMPTS = {'a': f'{}'} | line 1, column 17: a string literal",
        "PROMPTS = {'a': '''b'''} | triple quotes",
        "PROMPTS = {'a': 'b\\x41'} | escape \\x",
        "PROMPTS = {'a': 'b | not closed",
        "PROMPTS = {'a': 'b' 'c'} | ',' expected",
        "PROMPTS = {'a': 'b', 'a': 'c'} | line 1, column 22: the key 'a' appears twice",
        "PROMPTS = {'a': 'b'}; import os | only comments may follow",
        "import os | '=' expected",
        "PROMPTS = {'a': 'b' | ',' expected",
      })
  void otherPythonIsAnErrorWithLineAndColumn(String source, String message) {
    assertThatThrownBy(() -> PromptFile.parse(DataText.of("prompts.py", source)))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("prompts.py, line 1, column ")
        .hasMessageContaining(message);
  }

  @Test
  void aBrokenJsonFileIsNamedWithItsLine() {
    assertThatThrownBy(() -> PromptFile.parse(DataText.of("prompts.json", "{\n\"spell\": oops}")))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("prompts.json, line 2: not JSON");
    assertThatThrownBy(() -> PromptFile.parse(DataText.of("prompts.json", "[]")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("a JSON object");
    assertThatThrownBy(() -> PromptFile.parse(DataText.of("prompts.json", "{\"spell\": 1}")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("key 'spell'");
  }

  @Test
  void aTemplateThatIsMissingOrHasTooFewSlotsIsNamed() {
    PromptFile file = PromptFile.parse(DataText.of("prompts.json", "{\"spell\": \"Spell it.\"}"));

    assertThatThrownBy(() -> file.of(CuteTask.SPELL))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("key 'spell': the template has 0 slots");
    assertThatThrownBy(() -> file.of(CuteTask.SEM))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("no prompt template for the task 'sem'; keys there: spell");
  }
}
