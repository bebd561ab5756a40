package dev.assay.history;

import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.RunRecord;
import dev.assay.result.RunRecord.Finished;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What of a run lets it be compared example by example, in few bytes: the summary, and of every
 * example its prompt, target, answer, scores and costs. Left out are fields, whole outputs and
 * traces.
 *
 * <p>As compressed lines of JSON: the summary, then the examples as in a run's journal. What
 * several models made of an example stands together, because most of it is the same.
 */
final class RunContent {
  private RunContent() {}

  /** Compresses a run. */
  static byte[] of(RunResult run) {
    List<ExampleResult> examples = run.examples();
    List<Finished> lines =
        IntStream.range(0, examples.size())
            .mapToObj(i -> new Finished(i, examples.get(i).essentials()))
            .sorted(
                Comparator.comparing((Finished f) -> f.example().benchmark())
                    .thenComparing(f -> f.example().example())
                    .thenComparing(Finished::position))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes, 1 << 16)) {
      write(out, Json.line(run.summary()));
      for (Finished line : lines) {
        write(out, line.line());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compress a run in memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(GZIPOutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /**
   * The run that was compressed, without what is left out.
   *
   * @param manifest its manifest as JSON
   * @throws SetupException if another version of Assay wrote it otherwise
   */
  static RunResult read(String manifest, byte[] bytes) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8))) {
      RunSummary summary = Json.mapper().readValue(in.readLine(), RunSummary.class);
      List<Finished> examples = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        examples.add((Finished) RunRecord.parse(line));
      }
      examples.sort(Comparator.comparingLong(Finished::position));
      return new RunResult(
          Json.mapper().readValue(manifest, Manifest.class),
          summary,
          examples.stream().map(Finished::example).toList());
    } catch (IOException | IllegalArgumentException e) {
      throw new SetupException(
          "cannot read what the history holds of a run: %s. Was it written by another version of Assay?"
              .formatted(e.getMessage()),
          e);
    }
  }
}
