package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelativeAddressTest {
  @TempDir private Path folder;

  private Path file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void leadsUpAndDown() throws IOException {
    Path report = file("runs/monday/report.html");
    Files.createDirectories(folder.resolve("pages"));

    assertThat(RelativeAddress.from(folder.resolve("pages/page.html"), report))
        .isEqualTo("../runs/monday/report.html");
    assertThat(RelativeAddress.from(folder.resolve("page.html"), report))
        .isEqualTo("runs/monday/report.html");
  }

  @Test
  void whatMeansSomethingInAnAddressIsEncoded() throws IOException {
    Path report = file("javascript:alert(1)/a b%20c?d#e\"'&<ü/report.html");

    assertThat(RelativeAddress.from(folder.resolve("page.html"), report))
        .isEqualTo("javascript%3Aalert%281%29/a%20b%2520c%3Fd%23e%22%27%26%3C%C3%BC/report.html");
  }

  @Test
  void aSymbolicLinkIsFollowedToTheRealFolder() throws IOException {
    Path report = file("runs/monday/report.html");
    Path deep = Files.createDirectories(folder.resolve("far/away/pages"));
    Path link = Files.createSymbolicLink(folder.resolve("pages"), deep);

    assertThat(RelativeAddress.from(link.resolve("page.html"), report))
        .isEqualTo("../../../runs/monday/report.html");
  }

  @Test
  void aFileThatIsNotThereHasNone() {
    assertThat(RelativeAddress.from(folder.resolve("page.html"), folder.resolve("report.html")))
        .isEmpty();
  }
}
