package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories in a file. */
class SqliteHistoryTest extends HistoryContract {
  @TempDir private Path temporary;

  @Override
  String place(Path folder) {
    return folder.resolve("history.db").toString();
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Test
  void readingBeginsNoHistory() {
    Path file = temporary.resolve("history.db");

    assertThatThrownBy(() -> History.open(file.toString(), Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("there is no history " + file);
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
    Path file = Files.writeString(temporary.resolve("notes.txt"), "not a database, ".repeat(100));

    assertThatThrownBy(() -> History.openOrCreate(file.toString(), Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("it is not an SQLite database");
    assertThat(file).hasContent("not a database, ".repeat(100));
  }

  @Test
  void aClosedHistoryIsOneFile() throws Exception {
    Path file = temporary.resolve("deep/er/history.db");

    History.openOrCreate(file.toString(), Map.of()).close();

    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void otherDatabasesAreNamedAsUnknown() {
    assertThatThrownBy(() -> History.openOrCreate("jdbc:mysql://host/db", Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("jdbc:postgresql://HOST/DATABASE");
    assertThatThrownBy(() -> History.open("postgres://u:p@host/db", Map.of()))
        .isInstanceOf(SetupException.class);
    assertThatThrownBy(() -> History.open(temporary.toString(), Map.of()))
        .hasMessageContaining("is a folder");
  }
}
