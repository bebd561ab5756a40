package dev.assay.baselines.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.baselines.prepared.Asked;
import dev.assay.baselines.prepared.TextBenchmark;
import dev.assay.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCuteTest {
  private static final TextBenchmark SPELL =
      TextBenchmark.of("cute/spell", "the", "t h e", "and", "a n d", "for", "f o r");

  @TempDir Path folder;

  @BeforeEach
  void record() throws IOException {
    write("outputs.llama3.1-8b.spell.txt", "t h e\na n d\n\n");
    write("outputs.llama3.1-8b.spell_rand.txt", "x\ny\nz\n");
    write("labels.llama3.1-8b.spell.txt", "T H E\na n d\nf o r\n");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private Model replay() {
    return Asked.open(new ReplayProvider(), Map.of("path", folder.toString()));
  }

  private void assertRefused(TextBenchmark benchmark, String cause) {
    Asked asked = Asked.all(replay(), benchmark);
    assertThat(asked.texts()).isEmpty();
    assertThat(asked.failures()).hasSameSizeAs(benchmark.examples());
    assertThat(asked.failures().values()).containsOnly(cause);
  }

  @Test
  void lineByLineTheOutputsBelongToTheExamples() {
    Asked asked = Asked.all(replay(), SPELL);

    assertThat(asked.texts()).isEqualTo(Map.of("1", "t h e", "2", "a n d", "3", ""));
    assertThat(replay().card().properties())
        .isEqualTo(Map.of("format", "cute", "recorded model", "llama3.1-8b"));
    assertThat(replay().card().files())
        .containsOnlyKeys(
            "labels.llama3.1-8b.spell.txt",
            "outputs.llama3.1-8b.spell.txt",
            "outputs.llama3.1-8b.spell_rand.txt");
  }

  @Test
  void theTasksOnRandomStringsHaveBenchmarksOfTheirOwn() {
    TextBenchmark random = TextBenchmark.of("cute-rand/spell", "a", "x", "b", "y", "c", "-");

    assertThat(Asked.all(replay(), random).accuracy(random)).isEqualTo(2 / 3.0);
  }

  @Test
  void windowsLineEndsAndAMissingLastOneChangeNothing() throws IOException {
    write("outputs.llama3.1-8b.spell.txt", "t h e\r\na n d\r\nf o r");

    assertThat(Asked.all(replay(), SPELL).accuracy(SPELL)).isEqualTo(1);
  }

  @Test
  void aFileWithMoreLinesThanExamplesIsNotScored() throws IOException {
    write("outputs.llama3.1-8b.spell.txt", "t h e\nSure:\na n d\nf o r\n");

    assertRefused(
        SPELL,
        "outputs.llama3.1-8b.spell.txt has 4 lines for 3 examples: some outputs contain line"
            + " breaks, so no line can be assigned for certain; line 4 is the first without an"
            + " example, line 2 seems to be the first that is only a part of an output (judged by"
            + " likeness to the right answers); nothing of outputs.llama3.1-8b.spell.txt is"
            + " scored");
  }

  @Test
  void aLoneCarriageReturnBreaksALineToo() throws IOException {
    write("outputs.llama3.1-8b.spell.txt", "no idea\rat all\nnone\nneither\n");

    assertRefused(
        SPELL,
        "outputs.llama3.1-8b.spell.txt has 4 lines for 3 examples: some outputs contain line"
            + " breaks, so no line can be assigned for certain; line 4 is the first without an"
            + " example, and where the first break lies cannot be told from the right answers;"
            + " nothing of outputs.llama3.1-8b.spell.txt is scored");
  }

  @Test
  void aFileWithFewerLinesThanExamplesIsNotScored() throws IOException {
    write("outputs.llama3.1-8b.spell.txt", "t h e\na n d\n");

    assertRefused(
        SPELL,
        "outputs.llama3.1-8b.spell.txt has 2 lines for 3 examples: the recording is incomplete,"
            + " example '3' (line 3) has no output; nothing of outputs.llama3.1-8b.spell.txt is"
            + " scored");
  }

  @Test
  void aRecordingOfOtherExamplesIsNotScored() {
    TextBenchmark other =
        TextBenchmark.of("cute/spell", "the", "t h e", "cat", "c a t", "for", "f o r");

    assertRefused(
        other,
        "labels.llama3.1-8b.spell.txt was made of other examples: its line 2 is 'a n d' where"
            + " example '2' expects 'c a t' (3 lines, 3 examples); nothing of"
            + " outputs.llama3.1-8b.spell.txt is scored");
  }

  @Test
  void labelsThatEndEarlyShowARecordingOfOtherExamples() throws IOException {
    write("labels.llama3.1-8b.spell.txt", "t h e\na n d\n");

    assertRefused(
        SPELL,
        "labels.llama3.1-8b.spell.txt was made of other examples: it has 2 lines for 3 examples;"
            + " nothing of outputs.llama3.1-8b.spell.txt is scored");
  }

  @Test
  void generatedExamplesAreNotThePublishedOnes() {
    assertRefused(
        SPELL.generated(),
        "outputs.llama3.1-8b.spell.txt was recorded on the published examples, but those of"
            + " cute/spell are generated");
  }

  @Test
  void aTaskOrBenchmarkThatWasNotRecordedFailsAndSaysWhatWas() {
    assertRefused(
        TextBenchmark.of("cute/sem", "a", "b"),
        "there is no outputs.llama3.1-8b.sem.txt at %s; llama3.1-8b is recorded for spell, spell_rand"
            .formatted(folder));
    assertRefused(
        TextBenchmark.of("gsm8k", "a", "b"),
        "recordings in CUTE's format answer the benchmarks cute/TASK and cute-rand/TASK, not"
            + " 'gsm8k'");
  }

  @Test
  void whoseOutputsMustBeClear() throws IOException {
    write("outputs.gemma-7b.spell.txt", "t h e\n");
    ReplayProvider provider = new ReplayProvider();

    assertThatThrownBy(this::replay)
        .isInstanceOf(SetupException.class)
        .hasMessage(
            folder
                + " holds the outputs of several models; choose one with model=NAME:"
                + " gemma-7b, llama3.1-8b");
    assertThatThrownBy(
            () -> Asked.open(provider, Map.of("path", folder.toString(), "model", "llama3-8b")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'llama3-8b'; did you mean 'llama3.1-8b'?");
  }

  @Test
  void aSingleFileIsARecordingOfOneTask() {
    Path file = folder.resolve("outputs.llama3.1-8b.spell.txt");
    Model model = Asked.open(new ReplayProvider(), Map.of("path", file.toString()));

    assertThat(Asked.all(model, SPELL).accuracy(SPELL)).isEqualTo(2 / 3.0);
    assertThat(model.card().files())
        .containsOnlyKeys("labels.llama3.1-8b.spell.txt", "outputs.llama3.1-8b.spell.txt");
  }
}
