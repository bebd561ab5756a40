package dev.assay.cli;

import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.plugin.Plugins;
import dev.assay.result.ReportWriter;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a run's reports into its folder. */
final class Reports {
  private final List<ReportWriter> writers;

  /** The formats that every run is written in. */
  Reports(Plugins plugins) {
    this(plugins, List.of());
  }

  /** The formats of these names only; if there is no name, those that every run is written in. */
  Reports(Plugins plugins, List<String> formats) {
    List<String> valid = plugins.reportWriters().stream().map(ReportWriter::name).toList();
    for (String format : formats) {
      if (!valid.contains(format)) {
        throw SetupException.unknownName("report format", format, valid);
      }
    }
    this.writers =
        plugins.reportWriters().stream()
            .filter(w -> formats.isEmpty() ? !w.onlyWhenAsked() : formats.contains(w.name()))
            .toList();
  }

  /** Writes them and says which files they are. */
  List<Path> write(RunResult run, RunFolder folder) {
    List<Path> files = new ArrayList<>();
    for (ReportWriter writer : writers) {
      Path file = folder.path().resolve(writer.fileName());
      try {
        writer.write(run, file);
      } catch (IOException e) {
        throw new RunException(
            "cannot write %s: %s. The results are safe; once the cause is mended, `assay report %s` writes it."
                .formatted(file, e.getMessage(), folder.path()),
            e);
      }
      files.add(file);
    }
    return files;
  }
}
