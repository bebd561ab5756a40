package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTextTest {
  @TempDir Path folder;

  @Test
  void aTextIsReadUnchangedWithItsChecksum() throws IOException {
    Path file = Files.writeString(folder.resolve("words.tsv"), "naïve\tcafé\r\n");

    DataText text = DataText.read(file);

    assertThat(text.text()).isEqualTo("naïve\tcafé\r\n");
    assertThat(text.sha256()).isEqualTo(Sha256.of(file));
    assertThat(text).isEqualTo(DataText.of(file.toString(), "naïve\tcafé\r\n"));
  }

  @Test
  void aByteThatIsNotUtf8IsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("words.tsv");
    Files.write(file, new byte[] {'a', '\n', 'b', '\n', 'c', (byte) 0xE9, '\n'});

    assertThatThrownBy(() -> DataText.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(file + ", line 3")
        .hasMessageContaining("0xE9");
  }

  @Test
  void aCharacterCutInTheMiddleByTheEndOfTheFileIsNoticed() throws IOException {
    Path file = folder.resolve("words.tsv");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xC3});

    assertThatThrownBy(() -> DataText.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void aByteOrderMarkIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("words.tsv"), "\uFEFFinput1\n");

    assertThatThrownBy(() -> DataText.read(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("byte order mark");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> DataText.read(folder))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot read " + folder);
  }
}
