package dev.assay.history;

import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.result.WholeFile;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trends as one self-contained HTML file: a drawing for each with its change points, its sentence
 * for those who do not see it, and its numbers as a table. No script, no network.
 *
 * @param trends what to draw; at least one
 */
public record TrendPage(List<Trend> trends) {
  private static final String TEMPLATE = "trends.ftlh";

  public TrendPage {
    trends = List.copyOf(trends);
  }

  /** Writes the page; the file appears whole or not at all. */
  public void write(Path file) throws IOException {
    String style = style();
    Map<String, Object> values = new HashMap<>();
    values.put("charts", charts());
    values.put("significance", ChangePoints.DEFAULT.significance());
    values.put("shuffles", ChangePoints.DEFAULT.shuffles());
    values.put("styleChecksum", checksum(style));
    values.put("width", TrendChart.WIDTH);
    values.put("height", TrendChart.HEIGHT);
    values.put("left", TrendChart.LEFT);
    values.put("right", TrendChart.RIGHT);
    values.put("top", TrendChart.TOP);
    values.put("bottom", TrendChart.BOTTOM);
    try {
      values.put("style", HTMLOutputFormat.INSTANCE.fromMarkup(style));
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    WholeFile.write(file, out -> render(values, out));
  }

  /** Templates see maps, lists and texts, never an object with methods. */
  private List<?> charts() {
    return trends.stream()
        .map(TrendChart::of)
        .map(chart -> Json.mapper().convertValue(chart, Map.class))
        .toList();
  }

  private static void render(Map<String, Object> values, Writer out) throws IOException {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
    configuration.setClassForTemplateLoading(TrendPage.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_35));
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    try {
      configuration.getTemplate(TEMPLATE).process(values, out);
    } catch (TemplateException e) {
      throw new IllegalStateException("template " + TEMPLATE + ": " + e.getMessage(), e);
    }
  }

  private static String style() throws IOException {
    try (InputStream in = TrendPage.class.getResourceAsStream("trends.css")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks trends.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  /** As content security policies want it. */
  private static String checksum(String text) {
    byte[] digest = HexFormat.of().parseHex(Sha256.of(text));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
