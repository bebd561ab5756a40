package dev.assay.baselines.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.baselines.prepared.Asked;
import dev.assay.baselines.prepared.TextBenchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayJsonlTest {
  private static final TextBenchmark CAPITALS =
      TextBenchmark.of("quiz/capitals", "France?", "Paris", "Italy?", "Rome");

  @TempDir Path folder;

  private Path recording(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static Model replay(Path path) {
    return Asked.open(new ReplayProvider(), Map.of("path", path.toString()));
  }

  @Test
  void replaysTheOutputRecordedForEachExample() throws IOException {
    Path file =
        recording(
            "gpt.jsonl",
            "{\"example\": \"2\", \"output\": \"Milan\"}",
            "",
            "{\"example\": \"1\", \"output\": \"Paris\", \"seconds\": 3}");

    Asked asked = Asked.all(replay(file), CAPITALS);

    assertThat(asked.texts()).isEqualTo(Map.of("1", "Paris", "2", "Milan"));
    assertThat(asked.accuracy(CAPITALS)).isEqualTo(0.5);
  }

  @Test
  void aLineThatNamesTheBenchmarkComesBeforeOneThatDoesNot() throws IOException {
    Path file =
        recording(
            "gpt.jsonl",
            "{\"example\": \"1\", \"output\": \"anything\"}",
            "{\"benchmark\": \"quiz/capitals\", \"example\": \"1\", \"output\": \"Paris\"}",
            "{\"benchmark\": \"quiz/rivers\", \"example\": \"2\", \"output\": \"Tiber\"}");

    Asked asked = Asked.all(replay(file), CAPITALS);

    assertThat(asked.texts()).isEqualTo(Map.of("1", "Paris"));
    assertThat(asked.failures()).isEqualTo(Map.of("2", "gpt.jsonl has no output for example '2'"));
  }

  @Test
  void oneRecordedOutputDoesNotPassForSeveralSamples() throws IOException {
    Model model = replay(recording("gpt.jsonl", "{\"example\": \"1\", \"output\": \"Paris\"}"));
    Asked.all(model, CAPITALS);
    Example france = CAPITALS.examples().get(0);

    assertThat(Asked.requests(model, List.of(CAPITALS.request(france, 1))).failures())
        .containsEntry(
            "1", "gpt.jsonl has one output for example '1'; the benchmark asks for more");
  }

  @Test
  void everyMistakeInTheFileIsNamedWithItsLine() throws IOException {
    String good = "{\"example\": \"1\", \"output\": \"Paris\"}";
    assertMistake(good, "{\"example\": \"2\", \"output\": \"Ro", "not valid JSON at column");
    assertMistake(good, good + good, "not valid JSON at column");
    assertMistake(good, "{\"example\": \"2\", \"example\": \"3\"}", "Duplicate field 'example'");
    assertMistake(good, "[1]", "a JSON object expected");
    assertMistake(good, "{\"example\": \"2\"}", "the key 'output' is missing");
    assertMistake(good, "{\"output\": \"Rome\"}", "the key 'example' is missing");
    assertMistake(good, "{\"example\": \"2\", \"output\": 5}", "'output' must be a text, not 5");
    assertMistake(good, good, "example '1' already has an output on line 1");
  }

  private void assertMistake(String first, String second, String expected) throws IOException {
    Path file = recording("bad.jsonl", first, second);
    assertThatThrownBy(() -> replay(file))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith(file + ":2: ")
        .hasMessageContaining(expected);
  }

  @Test
  void textThatIsNotUtf8IsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("latin1.jsonl");
    Files.write(file, "{}\r\n\"é\"".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> replay(file)).hasMessage(file + ":2: not UTF-8 text");
  }

  @Test
  void aFolderHoldsAFileForEachModel() throws IOException {
    recording("gpt.jsonl", "{\"example\": \"1\", \"output\": \"Paris\"}");
    recording("llama.jsonl", "{\"example\": \"1\", \"output\": \"Lyon\"}");
    ReplayProvider provider = new ReplayProvider();
    Map<String, String> llama = Map.of("path", folder.toString(), "model", "llama");

    assertThat(Asked.all(Asked.open(provider, llama), CAPITALS).texts()).containsEntry("1", "Lyon");
    assertThatThrownBy(() -> replay(folder))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            folder
                + " holds the outputs of several models; choose one with model=NAME: gpt, llama");
  }

  @Test
  void theCardSaysWhatWasReplayed() throws IOException {
    Path file = recording("gpt.jsonl", "{\"example\": \"1\", \"output\": \"Paris\"}");

    ModelCard card = replay(file).card();

    assertThat(card.family()).isEqualTo("replay");
    assertThat(card.licence()).isEqualTo("unknown");
    assertThat(card.files()).isEqualTo(Map.of("gpt.jsonl", Sha256.of(file)));
    assertThat(card.properties()).isEqualTo(Map.of("format", "jsonl", "recorded model", "gpt"));
  }

  @Test
  void theFingerprintChangesWithTheRecording() throws IOException {
    String before =
        replay(recording("gpt.jsonl", "{\"example\": \"1\", \"output\": \"Paris\"}")).fingerprint();
    String after =
        replay(recording("gpt.jsonl", "{\"example\": \"1\", \"output\": \"Lyon\"}")).fingerprint();

    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void whatIsMissingOrUnknownIsSaidBeforeTheRun() throws IOException {
    Path file = recording("gpt.jsonl", "{\"example\": \"1\", \"output\": \"Paris\"}");
    ReplayProvider provider = new ReplayProvider();
    Path absent = folder.resolve("absent.jsonl");
    Path notes = recording("notes.txt", "Paris");

    assertThatThrownBy(() -> Asked.open(provider, Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("option 'path' is missing; write replay:PATH");
    assertThatThrownBy(() -> replay(absent))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("there is no recording at " + absent);
    assertThatThrownBy(
            () -> Asked.open(provider, Map.of("path", file.toString(), "format", "json")))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("unknown recording format 'json'; did you mean 'jsonl'?");
    assertThatThrownBy(() -> Asked.open(provider, Map.of("path", file.toString(), "model", "gpt2")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'gpt2'; did you mean 'gpt'?");
    assertThatThrownBy(() -> replay(notes))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith(notes + " is no recording in a known format");
  }
}
