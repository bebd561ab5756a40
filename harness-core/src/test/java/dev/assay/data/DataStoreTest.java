package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataStoreTest {
  @TempDir Path mine;
  @TempDir Path pulled;

  @Test
  void theFirstFolderThatHoldsAFileWins() throws IOException {
    Files.writeString(mine.resolve("a.tsv"), "mine");
    Files.writeString(pulled.resolve("a.tsv"), "pulled");
    Files.writeString(pulled.resolve("b.tsv"), "pulled");
    DataStore store = new DataStore(List.of(mine, pulled));

    assertThat(store.find("a.tsv")).contains(mine.resolve("a.tsv"));
    assertThat(store.find("b.tsv")).contains(pulled.resolve("b.tsv"));
    assertThat(store.find("c.tsv")).isEmpty();
  }

  @Test
  void aPathThatLeavesTheFolderIsRefused() {
    DataStore store = new DataStore(List.of(mine));

    assertThatThrownBy(() -> store.find("../secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../secret");
  }

  @Test
  void aMissingFileIsExplainedWithTheFoldersAndTheCommand() {
    DataStore store = new DataStore(List.of(mine, pulled));

    assertThatThrownBy(() -> store.require("cute", "cute/spell.tsv"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cute/spell.tsv")
        .hasMessageContaining(mine + ", " + pulled)
        .hasMessageContaining("assay data pull cute");
  }

  @Test
  void verifyTellsWhatIsThereWhatDiffersAndWhatIsMissing() throws IOException {
    DataSet set =
        new DataSet(
            "letters",
            "Letters",
            "MIT",
            "http://localhost",
            List.of(file("a"), file("b"), file("c"), file("d")));
    Files.writeString(mine.resolve("a"), "content of a");
    Files.writeString(mine.resolve("b"), "content of x");
    Files.writeString(mine.resolve("c"), "shorter");

    List<DataCheck> checks = new DataStore(List.of(mine, pulled)).verify(set);

    assertThat(checks)
        .containsExactly(
            check(set, 0, DataCheck.Status.OK, Optional.of(mine.resolve("a"))),
            check(set, 1, DataCheck.Status.DIFFERS, Optional.of(mine.resolve("b"))),
            check(set, 2, DataCheck.Status.DIFFERS, Optional.of(mine.resolve("c"))),
            check(set, 3, DataCheck.Status.MISSING, Optional.empty()));
  }

  private static DataCheck check(
      DataSet set, int index, DataCheck.Status status, Optional<Path> path) {
    return new DataCheck(set, set.files().get(index), status, path);
  }

  private static DataFile file(String name) {
    String content = "content of " + name;
    return new DataFile(
        name, "http://localhost/" + name, Sha256.of(content), content.getBytes().length);
  }
}
