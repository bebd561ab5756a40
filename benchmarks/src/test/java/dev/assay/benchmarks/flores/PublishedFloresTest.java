package dev.assay.benchmarks.flores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmarks.PublishedData;
import dev.assay.data.DataCheck;
import dev.assay.data.DataStore;
import org.junit.jupiter.api.Test;

/** Against the published files, see {@link PublishedData}. */
class PublishedFloresTest {
  private static final String ANY = "flores101/devtest/deu.devtest";
  private final FloresProvider provider = new FloresProvider();

  @Test
  void theFilesAtHandHaveTheChecksumsOfTheDataSet() {
    DataStore data = PublishedData.with(ANY);

    assertThat(data.verify(provider.dataSets().get(0)))
        .filteredOn(check -> check.file().path().endsWith(".devtest"))
        .hasSize(102)
        .allMatch(check -> check.status() == DataCheck.Status.OK);
  }

  @Test
  void everyBenchmarkOpensOnThem() {
    DataStore data = PublishedData.with(ANY);

    for (var entry : provider.entries()) {
      var card = provider.open(entry.name(), data).card();
      assertThat(card.name()).isEqualTo(entry.name());
      assertThat(card.group()).isEqualTo(entry.group());
      assertThat(card.source()).startsWith(FloresDataSet.SOURCE).doesNotContain("modified");
    }
  }
}
