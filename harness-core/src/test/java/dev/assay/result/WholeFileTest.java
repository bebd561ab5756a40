package dev.assay.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeAnOlderFile() throws IOException {
    file = folder.resolve("report.html");
    Files.writeString(file, "old");
  }

  @Test
  void aFileIsReplacedByTheNewOne() throws IOException {
    WholeFile.write(file, out -> out.append("new, é"));

    assertThat(file).hasContent("new, é");
    assertThat(names()).containsExactly("report.html");
  }

  @Test
  void untilItIsCompleteTheOlderFileStays() throws IOException {
    WholeFile.write(
        file,
        out -> {
          out.append("half");
          out.flush();
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("half");
  }

  @Test
  void ifItCannotBeCompletedTheOlderFileStaysAndNothingIsLeftBeside() throws IOException {
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.append("half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("report.html");
  }

  @Test
  void othersMayReadTheFileAsFarAsTheUserLetsThem() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "");

    WholeFile.write(file, out -> out.append("new"));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void halfCharactersDoNotStopIt() throws IOException {
    WholeFile.write(file, out -> out.append("a\ud83db"));
    assertThat(file).hasContent("a?b");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList().stream();
    }
  }
}
