package dev.assay.benchmarks.lmeval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  @TempDir private Path folder;

  /** Files and what is read from them, written by {@code python -m assay_training.lm_eval_data}. */
  @TestFactory
  Stream<DynamicTest> readsWhatHuggingFacesDatasetsReads() throws IOException {
    JsonNode goldens;
    try (InputStream in = SourceTest.class.getResourceAsStream("documents.json")) {
      goldens = JSON.readTree(in);
    }
    return StreamSupport.stream(goldens.spliterator(), false)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.get("file").asText() + " " + golden.get("options"),
                    () -> check(golden)));
  }

  private static void check(JsonNode golden) throws URISyntaxException {
    Path file = Path.of(SourceTest.class.getResource(golden.get("file").asText()).toURI());
    Map<String, Object> options =
        JSON.convertValue(golden.get("options"), new TypeReference<>() {});

    Documents read = source(golden.get("format").asText(), file, options).documents("train");

    assertThat(read.fields())
        .containsExactlyInAnyOrderElementsOf(
            JSON.convertValue(golden.get("fields"), new TypeReference<List<String>>() {}));
    assertThat(read.rows())
        .isEqualTo(JSON.convertValue(golden.get("rows"), new TypeReference<List<Object>>() {}));
  }

  private static Source source(String format, Path file, Map<String, Object> options) {
    return new Source("task.yaml", format, Map.of("train", List.of(file)), options);
  }

  private Source written(String format, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("data"), text);
    return source(format, file, Map.of());
  }

  @Test
  void aBrokenLineIsNamed() throws IOException {
    Source source = written("json", "{\"a\": 1}\n{\"a\": }\n");
    assertThatThrownBy(() -> source.documents("train"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("data, line 2: ");
  }

  @Test
  void aColumnOfDatesIsNotTakenForTexts() throws IOException {
    Documents read =
        written("json", "{\"day\": \"2020-01-01\", \"a\": \"x\"}\n{\"day\": null, \"a\": \"y\"}\n")
            .documents("train");
    assertThat(read.rows().get(0).get("day")).isInstanceOf(Unreadable.class);
    assertThat(read.rows().get(1)).containsEntry("day", null).containsEntry("a", "y");
  }

  @Test
  void aRowWithTooManyValuesIsNamed() throws IOException {
    Source source = written("csv", "a,b\n1,2\n3,4,5\n");
    assertThatThrownBy(() -> source.documents("train"))
        .hasMessageContaining("row 2: has 3 values for the 2 columns [a, b]");
  }

  @Test
  void whatIsNoParquetFileIsRefused() throws IOException {
    Source source = written("parquet", "question,answer\nWhy?,So.\n");
    assertThatThrownBy(() -> source.documents("train"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("is no Parquet file that can be read: it does not end in PAR1");
  }

  @Test
  void aDamagedParquetFileIsRefused() throws IOException, URISyntaxException {
    Path whole = Path.of(SourceTest.class.getResource("snappy.parquet").toURI());
    byte[] bytes = Files.readAllBytes(whole);
    for (int i = 4; i < 400; i++) {
      bytes[i] = 0x55;
    }
    Path file = Files.write(folder.resolve("damaged.parquet"), bytes);
    assertThatThrownBy(() -> source("parquet", file, Map.of()).documents("train"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("damaged.parquet");
  }

  @Test
  void anUnknownSplitNamesThoseThereAre() throws IOException {
    Source source = written("json", "{}");
    assertThatThrownBy(() -> source.documents("tran"))
        .hasMessageStartingWith("unknown split in task.yaml 'tran'; did you mean 'train'?");
  }

  @Test
  void anUnknownOptionOfAFormatIsRefused() {
    assertThatThrownBy(() -> source("csv", folder, Map.of("delimeter", ";")))
        .hasMessageContaining(
            "unknown key of dataset_kwargs for csv in task.yaml 'delimeter'; did you mean 'delimiter'?");
  }
}
