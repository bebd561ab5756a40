package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Histories on a real PostgreSQL server; every test has a schema of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresHistoryTest extends HistoryContract {
  private Optional<PostgresServer> started = Optional.empty();
  private Path folderOfSchema = Path.of("");
  private String url = "";
  private int schemas;

  @BeforeAll
  void start() throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    assumeThat(programs)
        .as("needs a PostgreSQL server: apt-get install postgresql, or ASSAY_TEST_POSTGRES=BIN")
        .isPresent();
    started = Optional.of(PostgresServer.start(programs.orElseThrow()));
  }

  @AfterAll
  void stop() throws Exception {
    if (started.isPresent()) {
      started.get().stop();
    }
  }

  private PostgresServer server() {
    return started.orElseThrow();
  }

  @Override
  String place(Path folder) throws Exception {
    if (!folder.equals(folderOfSchema)) {
      url = server().newSchema("s" + schemas++);
      folderOfSchema = folder;
    }
    return url;
  }

  @Override
  Map<String, String> environment() {
    return PostgresServer.environment();
  }

  @Test
  void aWrongPasswordIsRefusedWithoutBeingShown() {
    Map<String, String> wrong = Map.of("PGUSER", PostgresServer.USER, "PGPASSWORD", "guessed");

    assertThatThrownBy(() -> History.openOrCreate(server().url(""), wrong))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageContaining("variable PGPASSWORD")
        .hasMessageNotContaining("guessed");
  }

  @Test
  void aPasswordInTheUrlIsRefusedWithoutBeingShown() {
    assertThatThrownBy(
            () -> History.open(server().url("?user=assay&password=hidden"), environment()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("PGPASSWORD")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void readingBeginsNoHistory() throws Exception {
    String empty = server().newSchema("empty");

    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> History.open(empty, environment()))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("holds no history yet");
    }
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    assertThatThrownBy(
            () -> History.openOrCreate("jdbc:postgresql://127.0.0.1:1/none", environment()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot open the history jdbc:postgresql://127.0.0.1:1/none: ")
        .hasMessageContaining("refused");
  }
}
