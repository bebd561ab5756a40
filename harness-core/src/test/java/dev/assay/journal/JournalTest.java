package dev.assay.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.RunException;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("runs/journal");
  }

  @Test
  void recordsAreThereAfterReopening() {
    List<String> records =
        List.of("{}", "", "tab\t, NUL \0, CR \r, é, 😀", " 00000000 1 x", "long ".repeat(1 << 20));

    write(file, records);

    assertThat(read(file).records()).isEqualTo(records);
    assertThat(read(file).tornBytes()).isZero();
  }

  @Test
  void aRecordOfSeveralLinesIsRefused() {
    try (Journal journal = Journal.open(file).journal()) {
      assertThatThrownBy(() -> journal.append("two\nlines"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(read(file).records()).isEmpty();
  }

  @Test
  void cutAtAnyByteAJournalKeepsEveryWholeRecordAndGoesOn() throws IOException {
    List<String> records = List.of("{\"plan\":\"abc\"}", "", "line two, é", "x".repeat(120));
    write(file, records);
    byte[] whole = Files.readAllBytes(file);

    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      int intact = lines(whole, cut);
      int torn = cut - endOfLine(whole, intact);

      Journal.Opened opened = Journal.open(file);
      try (Journal journal = opened.journal()) {
        assertThat(opened.records()).isEqualTo(records.subList(0, intact));
        assertThat(opened.tornBytes()).isEqualTo(torn);
        journal.append("next");
      }
      List<String> expected = new ArrayList<>(records.subList(0, intact));
      expected.add("next");
      assertThat(read(file).records()).isEqualTo(expected);
    }
  }

  @Property(tries = 50)
  void aChangedByteIsNeverTakenForTheRecord(
      @ForAll @Size(min = 1, max = 4) List<String> texts, @ForAll int where, @ForAll byte flip)
      throws IOException {
    Path journal = Files.createTempFile("assay", ".journal");
    List<String> records = texts.stream().map(t -> t.replace('\n', ' ')).toList();
    write(journal, records);
    byte[] bytes = Files.readAllBytes(journal);
    int position = Math.floorMod(where, bytes.length);
    bytes[position] ^= flip == 0 ? 1 : flip;
    Files.write(journal, bytes);

    try {
      List<String> before =
          records.stream().map(r -> new String(r.getBytes(UTF_8), UTF_8)).toList();
      List<String> read = JournalReader.read(journal).records();
      assertThat(read).isEqualTo(before.subList(0, read.size())).hasSizeLessThan(before.size());
    } catch (SetupException refused) {
      assertThat(refused).hasMessageContaining(journal.toString());
    } finally {
      Files.delete(journal);
    }
  }

  @Test
  void aChecksumInAnotherCaseIsNoChecksum() throws IOException {
    write(file, List.of("first", "second"));
    String[] lines = Files.readString(file).split("\n");
    String changed = lines[1].substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    assertThat(changed).isNotEqualTo(lines[1].substring(0, 8));
    Files.writeString(file, lines[0] + "\n" + changed + lines[1].substring(8) + "\n");

    assertThat(read(file).records()).containsExactly("first");
  }

  @Test
  void damageBeforeTheEndIsRefusedWithItsPlaceAndTheFileLeftAlone() throws IOException {
    write(file, List.of("first", "second", "third"));
    String damaged = Files.readString(file).replace("second", "sekond");
    Files.writeString(file, damaged);

    assertThatThrownBy(() -> Journal.open(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("damaged at byte 17 (record 2)")
        .hasMessageContaining("--output");
    assertThat(file).hasContent(damaged);
  }

  @Test
  void aFileThatIsNoJournalIsLeftAlone() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "Dear diary,\ntoday I ran an evaluation.\n");

    assertThatThrownBy(() -> Journal.open(file))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("is not a journal of Assay");
    assertThat(file).hasContent("Dear diary,\ntoday I ran an evaluation.\n");
  }

  @Test
  void aSecondRunInTheSameProcessIsRefused() {
    try (Journal held = Journal.open(file).journal()) {
      assertThatThrownBy(() -> Journal.open(file))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("another run is writing to " + file);
      held.append("still open");
    }
    assertThat(read(file).records()).containsExactly("still open");
  }

  @Test
  void aSecondRunInAnotherProcessIsRefusedAlsoWhileARunIsContinued() throws Exception {
    write(file, List.of("of the first attempt"));
    try (Journal held = Journal.open(file).journal()) {
      held.append("mine");
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpensJournal.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes(), UTF_8);
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("another run is writing to");
    }
  }

  /** Opens the journal named by its argument and says what happens. */
  static final class OpensJournal {
    private OpensJournal() {}

    public static void main(String[] arguments) {
      try {
        Journal.open(Path.of(arguments[0])).journal().close();
        System.out.println("opened");
      } catch (SetupException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aFullDiskIsToldWithWhatToDoNext() {
    Path full = Path.of("/dev/full"); // every write to it fails with ENOSPC, Linux's full(4)
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Journal journal = Journal.open(full).journal();

    assertThatThrownBy(() -> journal.append("lost"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("cannot write to /dev/full: No space left on device")
        .hasMessageContaining("run the same command again");
  }

  @Test
  void aFolderThatIsALinkIsFollowed() throws IOException {
    Path real = Files.createDirectory(folder.resolve("big-disk"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    write(link.resolve("journal"), List.of("there"));

    assertThat(read(real.resolve("journal")).records()).containsExactly("there");
  }

  @Test
  void theFormatDoesNotDependOnTheLanguageOfTheMachine() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      write(file, List.of("{}"));
    } finally {
      Locale.setDefault(before);
    }
    // python3 -c "import google_crc32c; print('%08x' % google_crc32c.value(b'{}'))"
    assertThat(file).hasContent("297bd0aa 2 {}\n");
  }

  private static void write(Path file, List<String> records) {
    try (Journal journal = Journal.open(file).journal()) {
      records.forEach(journal::append);
    }
  }

  private static Journal.Opened read(Path file) {
    Journal.Opened opened = Journal.open(file);
    opened.journal().close();
    return opened;
  }

  private static int lines(byte[] bytes, int end) {
    int lines = 0;
    for (int i = 0; i < end; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static int endOfLine(byte[] bytes, int lines) {
    int position = 0;
    for (int seen = 0; seen < lines; position++) {
      seen += bytes[position] == '\n' ? 1 : 0;
    }
    return position;
  }
}
