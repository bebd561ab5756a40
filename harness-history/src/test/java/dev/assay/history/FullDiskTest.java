package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk of 400 KiB that runs full: a file system in memory, which lives in a mount namespace as
 * long as the script does. The script records, looks, makes room, and records again.
 */
class FullDiskTest {
  private static final String SCRIPT =
      """
      disk=$1; out=$2; shift 2
      mount -t tmpfs -o size=400k tmpfs "$disk" || exit 9
      "$@"; echo "exit code $?"
      cp "$disk"/* "$out"
      mount -o remount,size=20m "$disk" || exit 9
      "$@"; echo "exit code $?"
      mkdir "$out/later" && cp "$disk"/* "$out/later"
      """;

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void whatWasRecordedStaysAndTheRestFollowsOnceThereIsRoom() throws Exception {
    assumeThat(namespaces()).as("needs mount namespaces: unshare -rm").isTrue();
    Runs runs = new Runs(folder);
    List<RunFolder> nights =
        IntStream.range(0, 60).mapToObj(night -> runs.night(night, 10)).toList();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path copied = Files.createDirectory(folder.resolve("copied"));
    Path said = folder.resolve("said.txt");
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", SCRIPT, "sh"));
    command.add(disk.toString());
    command.add(copied.toString());
    command.addAll(Recorder.command(disk.resolve("history.db").toString(), "once", nights));

    int exitCode = Recorder.start(command, Map.of(), said).waitFor();

    String output = Files.readString(said);
    assertThat(exitCode).as(output).isZero();
    assertThat(output)
        .containsSubsequence(
            "recorded night-0", "failed: cannot record ", "the disk is full", "exit code 1")
        .endsWith("recorded night-59\nexit code 0\n");
    long before = output.substring(0, output.indexOf("failed: ")).lines().count();
    assertThat(before).isBetween(1L, 59L);
    assertThat(runs(copied)).isEqualTo(before);
    assertThat(runs(copied.resolve("later"))).isEqualTo(60);
  }

  private static boolean namespaces() throws Exception {
    try {
      return new ProcessBuilder("unshare", "-rm", "true").start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static long runs(Path folder) throws Exception {
    String place = folder.resolve("history.db").toString();
    try (var connection = Database.of(place, Map.of()).connect(false);
        var statement = connection.createStatement();
        var check = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(check.getString(1)).isEqualTo("ok");
    }
    try (History history = History.open(place, Map.of())) {
      return history.runs().size();
    }
  }
}
