package dev.assay.reports;

import dev.assay.compare.ComparedRuns.Run;
import dev.assay.result.Manifest;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several runs.
 *
 * @param label by which the page speaks of it: A, B, …
 * @param folder where it lies, as the user named it
 * @param result what it left
 */
record LabelledRun(String label, Path folder, RunResult result) {

  /** Runs with their labels, in order. */
  static List<LabelledRun> all(List<Run> runs) {
    List<LabelledRun> labelled = new ArrayList<>();
    for (Run run : runs) {
      labelled.add(new LabelledRun(label(labelled.size()), run.folder(), run.result()));
    }
    return labelled;
  }

  /** A to Z, then AA to AZ and so on. */
  private static String label(int number) {
    String last = Character.toString('A' + number % 26);
    return number < 26 ? last : label(number / 26 - 1) + last;
  }

  /** The name of its folder. */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  /** A model's name where models of several runs stand beside each other. */
  String nameOf(String model) {
    return "%s (%s)".formatted(model, label);
  }

  Manifest manifest() {
    return result.manifest();
  }
}
