package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.result.WholeFile;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A self-contained page: a content security policy in the file allows its own style sheet and
 * script by their checksums and nothing else.
 *
 * @param template the template of the whole page
 * @param styles style sheets beside those of every page
 * @param scripts scripts beside those of every page
 */
record HtmlPage(String template, List<String> styles, List<String> scripts) {
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
          "answers.js",
          "examples.js",
          "sort.js",
          "report.js");

  /** A JSON element of the page. */
  record Embedded(String id, String json) {
    long bytes() {
      return json.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** Writes the page; it appears whole or not at all. */
  void write(Record view, List<Embedded> data, Path file) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>(PlainValues.of(view));
    String style = joined(STYLES, styles);
    String script = joined(SCRIPTS, scripts);
    values.put("style", markup(style));
    values.put("script", markup(script));
    values.put("styleChecksum", checksum(style));
    values.put("scriptChecksum", checksum(script));
    values.put(
        "data", data.stream().map(d -> Map.of("id", d.id(), "json", markup(d.json()))).toList());
    values.put("dataSize", Figures.bytes(data.stream().mapToLong(Embedded::bytes).sum()));
    WholeFile.write(file, out -> new Templates().render(template, values, out));
  }

  private static String joined(List<String> always, List<String> more) {
    return Stream.concat(always.stream(), more.stream())
        .map(Templates::resource)
        .collect(Collectors.joining("\n"));
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
