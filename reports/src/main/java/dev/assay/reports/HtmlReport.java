package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.ReportWriter;
import dev.assay.result.RunResult;
import dev.assay.result.WholeFile;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as one self-contained HTML file: it opens from a folder without a network, its numbers
 * are readable without JavaScript, and nothing that a model wrote is ever more than text. A content
 * security policy in the file allows its own style sheet and script by their checksums and nothing
 * else. Thread-safe.
 */
public final class HtmlReport implements ReportWriter {
  /** Those for narrow windows and paper come last, since they take back what others set. */
  private static final List<String> STYLES =
      List.of(
          "report.css",
          "tables.css",
          "charts.css",
          "examples.css",
          "patches.css",
          "thoughts.css",
          "pictures.css",
          "media.css");

  private static final List<String> SCRIPTS =
      List.of(
          "text.js",
          "task.js",
          "pictures.js",
          "patches.js",
          "thoughts.js",
          "examples.js",
          "sort.js",
          "report.js");

  /** Found by {@link java.util.ServiceLoader}. */
  public HtmlReport() {}

  @Override
  public String name() {
    return "html";
  }

  @Override
  public String fileName() {
    return "report.html";
  }

  @Override
  public void write(RunResult run, Path file) throws IOException {
    RunIndex index = new RunIndex(run);
    Slugs slugs = ReportView.slugs(run);
    Map<String, Object> values = new LinkedHashMap<>(PlainValues.of(ReportView.of(index, slugs)));
    String style = joined(STYLES);
    String script = joined(SCRIPTS);
    List<Embedded> data = data(index, slugs);
    values.put("style", markup(style));
    values.put("script", markup(script));
    values.put("styleChecksum", checksum(style));
    values.put("scriptChecksum", checksum(script));
    values.put(
        "data", data.stream().map(d -> Map.of("id", d.id(), "json", markup(d.json()))).toList());
    values.put("dataSize", Figures.bytes(data.stream().mapToLong(Embedded::bytes).sum()));
    WholeFile.write(file, out -> new Templates().render("report.ftlh", values, out));
  }

  private static String joined(List<String> resources) {
    return resources.stream().map(Templates::resource).collect(Collectors.joining("\n"));
  }

  /** A JSON element of the page. */
  private record Embedded(String id, String json) {
    long bytes() {
      return json.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** What the example browser must know of the run. */
  private record BrowserRun(List<ModelView> models, List<BrowserTask> tasks) {}

  /** What the example browser must know of a benchmark before its examples are read. */
  private record BrowserTask(
      String slug,
      String title,
      String metric,
      String unit,
      boolean higherIsBetter,
      int examples) {}

  private static List<Embedded> data(RunIndex run, Slugs slugs) {
    List<ModelView> models = ModelView.all(run);
    List<BrowserTask> tasks = new ArrayList<>();
    List<Embedded> data = new ArrayList<>();
    int room = PictureRoom.ofBrowser(run.benchmarksWithPictures());
    for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
      String name = benchmark.card().name();
      List<AskedExample> examples = run.examples(name);
      List<MetricResult> main = run.main(name);
      if (!examples.isEmpty() && !main.isEmpty()) {
        MetricResult metric = main.get(0);
        tasks.add(
            new BrowserTask(
                slugs.of(name),
                benchmark.card().title(),
                metric.metric(),
                metric.unit(),
                metric.direction() == Direction.HIGHER,
                examples.size()));
        data.add(
            new Embedded(
                "examples-" + slugs.of(name),
                EmbeddedJson.of(ExampleData.of(examples, models, room))));
      }
    }
    data.add(new Embedded("run", EmbeddedJson.of(new BrowserRun(models, tasks))));
    return data;
  }

  /** For the report's own parts and for JSON that has been made safe; never for a plain text. */
  private static TemplateModel markup(String trusted) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(trusted);
    } catch (TemplateModelException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As content security policies want it. */
  private static String checksum(String text) {
    byte[] digest = HexFormat.of().parseHex(Sha256.of(text));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
