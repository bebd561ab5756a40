package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose journal can grow no further, as on a full disk; here by a limit to file sizes. */
class FullDiskTest {
  /**
   * 32 MiB in blocks of 512 bytes: room for the inference engine's library, not for the journal.
   */
  private static final String LIMITED = "ulimit -f 65536 && exec \"$@\"";

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void saysSoInOneParagraphAndContinuesOnceThereIsRoom() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("needs a POSIX shell").isTrue();
    AssayProcess assay = new AssayProcess(folder);
    String[] run = {
      "run", "-m", "patient,repeat=100000", "-t", "say/words", "-L", "40", "-o", "run"
    };

    int exitCode = assay.start(List.of("/bin/sh", "-c", LIMITED, "sh"), run).waitFor();

    assertThat(assay.output())
        .contains("assay: cannot write to run/journal: ")
        .contains("run the same command again and it continues")
        .doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(assay.start(run).waitFor()).as(assay.output()).isZero();
    assertThat(assay.output()).contains("of 40 examples were finished before");
  }
}
