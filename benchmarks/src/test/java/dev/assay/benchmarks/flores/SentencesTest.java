package dev.assay.benchmarks.flores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void aLineIsASentenceWithoutTheSpacesAroundIt() {
    Sentences sentences = Sentences.read(DataText.of("deu.dev", "Guten Tag. \n Ja \u2028so.\n"), 2);

    assertThat(sentences.lines()).containsExactly("Guten Tag.", "Ja \u2028so.");
    assertThat(sentences.sha256())
        .isEqualTo(DataText.of("", "Guten Tag. \n Ja \u2028so.\n").sha256());
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    assertRefused("Eins.\nZwei", 2, "deu.dev, line 2: the file is cut off");
    assertRefused("", 2, "deu.dev, line 1: the file is cut off");
  }

  @Test
  void anotherNumberOfLinesIsRefusedBecauseLinesWouldNotMatch() {
    assertRefused("Eins.\n", 2, "1 lines, 2 expected");
    assertRefused("Eins.\nZwei.\nDrei.\n", 2, "3 lines, 2 expected");
  }

  @Test
  void aBlankLineIsRefusedByItsNumber() {
    assertRefused("Eins.\n \nDrei.\n", 3, "deu.dev, line 2: a blank line");
  }

  private static void assertRefused(String text, int expected, String message) {
    assertThatThrownBy(() -> Sentences.read(DataText.of("deu.dev", text), expected))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("assay data pull flores101");
  }
}
