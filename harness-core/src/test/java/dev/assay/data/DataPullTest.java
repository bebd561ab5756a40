package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPullTest {
  private static final byte[] CONTENT =
      "input1\tlabel\nriver\tr i v e r\n".repeat(9_000).getBytes(StandardCharsets.UTF_8);
  private static final DataPull.Progress SILENT = (file, done, total) -> {};

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> rangesAsked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ranges", exchange -> answer(exchange, CONTENT, true));
    server.createContext("/whole", exchange -> answer(exchange, CONTENT, false));
    server.createContext("/other", exchange -> answer(exchange, other(), true));
    server.createContext("/longer", exchange -> answer(exchange, longer(), false));
    server.createContext("/endless", DataPullTest::answerWithoutEnd);
    server.createContext("/silent", DataPullTest::answerHalf);
    server.createContext("/moved", DataPullTest::redirect);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void aFreshPullPutsTheFileInPlaceAndReportsProgress() throws IOException {
    List<Long> done = new ArrayList<>();

    pull(set("cute/spell.tsv", "/ranges"), (file, bytes, total) -> done.add(bytes));

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
    assertThat(folder.resolve("cute/spell.tsv.part")).doesNotExist();
    assertThat(done).startsWith(0L).endsWith((long) CONTENT.length).isSorted();
    assertThat(rangesAsked).containsExactly("all");
  }

  @Test
  void aFileAlreadyThereIsNotPulledAgain() throws IOException {
    put("cute/spell.tsv", CONTENT);

    pull(set("cute/spell.tsv", "/ranges"), SILENT);

    assertThat(rangesAsked).isEmpty();
  }

  @Test
  void aFileThatDiffersIsReplaced() throws IOException {
    put("cute/spell.tsv", other());

    pull(set("cute/spell.tsv", "/ranges"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
  }

  @Test
  void aPullThatWasCutOffGoesOnWhereItStopped() throws IOException {
    put("cute/spell.tsv.part", Arrays.copyOf(CONTENT, 100_000));

    pull(set("cute/spell.tsv", "/ranges"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
    assertThat(rangesAsked).containsExactly("bytes=100000-");
  }

  @Test
  void aPartThatOnlyMissedTheMoveNeedsNoNetwork() throws IOException {
    put("cute/spell.tsv.part", CONTENT);

    pull(set("cute/spell.tsv", "/ranges"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
    assertThat(rangesAsked).isEmpty();
  }

  @Test
  void aServerWithoutRangesMakesThePullStartAgain() throws IOException {
    put("cute/spell.tsv.part", Arrays.copyOf(CONTENT, 100_000));

    pull(set("cute/spell.tsv", "/whole"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
  }

  @Test
  void aHalfOfAnotherFileIsThrownAwayAndFetchedAnew() throws IOException {
    put("cute/spell.tsv.part", Arrays.copyOf(other(), 100_000));

    pull(set("cute/spell.tsv", "/ranges"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
    assertThat(rangesAsked).containsExactly("bytes=100000-", "all");
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws IOException {
    put("cute/spell.tsv.part", longer());

    pull(set("cute/spell.tsv", "/ranges"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
  }

  @Test
  void anEmptyFileCanBePublishedToo() {
    server.createContext("/empty", exchange -> answer(exchange, new byte[0], false));
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/empty";
    DataFile empty = new DataFile("cute/empty", url, Sha256.of(new byte[0]), 0);

    pull(new DataSet("cute", "CUTE", "MIT", "http://localhost", List.of(empty)), SILENT);

    assertThat(folder.resolve("cute/empty")).isEmptyFile();
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    pull(set("cute/spell.tsv", "/moved"), SILENT);

    assertThat(folder.resolve("cute/spell.tsv")).hasBinaryContent(CONTENT);
  }

  @Test
  void aWrongChecksumShowsBothAndKeepsNothing() {
    assertThatThrownBy(() -> pull(set("cute/spell.tsv", "/other"), SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(Sha256.of(CONTENT))
        .hasMessageContaining(Sha256.of(other()))
        .hasMessageContaining("/other");
    assertThat(folder.resolve("cute")).isEmptyDirectory();
  }

  @Test
  void aPageThatIsGoneIsNamedWithItsStatus() {
    assertThatThrownBy(() -> pull(set("cute/spell.tsv", "/gone"), SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("HTTP status 404")
        .hasMessageContaining("/gone");
  }

  @Test
  void contentAnnouncedLongerThanPublishedIsRefusedBeforeItIsRead() {
    assertThatThrownBy(() -> pull(set("cute/spell.tsv", "/longer"), SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("not the published file")
        .hasMessageContaining("%,d bytes".formatted(longer().length));
    assertThat(folder.resolve("cute")).isEmptyDirectory();
  }

  @Test
  void contentWithoutEndIsCutOffAtThePublishedSize() {
    assertThatThrownBy(() -> pull(set("cute/spell.tsv", "/endless"), SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("more than the");
    assertThat(folder.resolve("cute")).isEmptyDirectory();
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAndTheHalfIsKept() {
    DataPull impatient = new DataPull(folder, false, Duration.ofMillis(300));

    assertThatThrownBy(() -> impatient.pull(set("cute/spell.tsv", "/silent"), SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("run the pull again");
    assertThat(folder.resolve("cute/spell.tsv.part"))
        .hasBinaryContent(Arrays.copyOf(CONTENT, CONTENT.length / 2));
  }

  @Test
  void withoutANetworkTheMessageSaysWhatToDoByHand() {
    DataSet set = set("cute/spell.tsv", "/ranges");
    server.stop(0);

    assertThatThrownBy(() -> pull(set, SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot reach " + set.files().get(0).url())
        .hasMessageContaining("by hand")
        .hasMessageContaining(folder.resolve("cute/spell.tsv").toString())
        .hasMessageContaining(Sha256.of(CONTENT));
  }

  @Test
  void offlineModeIsRefusedOnlyIfSomethingIsMissing() throws IOException {
    DataSet set = set("cute/spell.tsv", "/ranges");
    DataPull offline = new DataPull(folder, true);

    assertThatThrownBy(() -> offline.pull(set, SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("offline mode")
        .hasMessageContaining("1 of 1 files");
    put("cute/spell.tsv", CONTENT);
    offline.pull(set, SILENT);
    assertThat(rangesAsked).isEmpty();
  }

  @Test
  void aFileOutsideTheFolderIsRefusedBeforeAnythingIsPulled() {
    DataFile inside = file("cute/spell.tsv", "/ranges");
    DataFile outside = file("../elsewhere.tsv", "/ranges");
    DataSet set = new DataSet("cute", "CUTE", "MIT", "http://localhost", List.of(inside, outside));

    assertThatThrownBy(() -> pull(set, SILENT))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("../elsewhere.tsv");
    assertThat(folder).isEmptyDirectory();
    assertThat(rangesAsked).isEmpty();
  }

  private void pull(DataSet set, DataPull.Progress progress) {
    new DataPull(folder, false).pull(set, progress);
  }

  private DataSet set(String path, String address) {
    return new DataSet("cute", "CUTE", "MIT", "http://localhost", List.of(file(path, address)));
  }

  private DataFile file(String path, String address) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + address;
    return new DataFile(path, url, Sha256.of(CONTENT), CONTENT.length);
  }

  private void put(String path, byte[] content) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.write(folder.resolve(path), content);
  }

  private static byte[] other() {
    byte[] other = CONTENT.clone();
    other[0] = 'o';
    return other;
  }

  private static byte[] longer() {
    return Arrays.copyOf(CONTENT, CONTENT.length + 1);
  }

  private void answer(HttpExchange exchange, byte[] content, boolean ranges) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    rangesAsked.add(range == null ? "all" : range);
    int from = 0;
    if (ranges && range != null) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    int length = content.length == 0 ? -1 : content.length - from;
    exchange.sendResponseHeaders(ranges && range != null ? 206 : 200, length);
    if (length > 0) {
      exchange.getResponseBody().write(content, from, length);
    }
    exchange.close();
  }

  /** Chunked, so that no length is announced. */
  private static void answerWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(CONTENT);
      body.write(CONTENT);
    }
  }

  private static void answerHalf(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, CONTENT.length);
    exchange.getResponseBody().write(CONTENT, 0, CONTENT.length / 2);
    exchange.getResponseBody().flush();
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/ranges");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }
}
