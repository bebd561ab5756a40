package dev.assay.gate;

import dev.assay.NamePattern;
import dev.assay.SetupException;
import dev.assay.YamlValue;
import dev.assay.gate.Policy.AverageRule;
import dev.assay.gate.Policy.CostRule;
import dev.assay.gate.Policy.QualityRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads a gate's policy from YAML. Every mistake is reported with the file, the line and the key,
 * and with what would be valid.
 */
public final class PolicyReader {
  private static final String STANDARD = "standard-policy.yaml";
  private static final String BENCHMARKS = "benchmarks";
  private static final String MODELS = "models";
  private static final String MARGIN = "margin";
  private static final List<String> KEYS =
      List.of("level", "power", "examples", "averages", "quality", "costs");

  /** Reads a file. */
  public Policy read(Path file) {
    try {
      return read(Files.readString(file), file.toString());
    } catch (IOException e) {
      String problem = "it is not text in UTF-8";
      if (!Files.exists(file)) {
        problem = "there is no such file; `assay gate --print-policy` prints one to begin with";
      } else if (!(e instanceof CharacterCodingException)) {
        problem = String.valueOf(e.getMessage());
      }
      throw new SetupException("cannot read the policy %s: %s".formatted(file, problem), e);
    }
  }

  /** The policy that holds unless another one is named. */
  public Policy standard() {
    return read(standardText(), STANDARD);
  }

  /** The same as it is written, to be copied and changed. */
  public String standardText() {
    try (InputStream in =
        Objects.requireNonNull(PolicyReader.class.getResourceAsStream(STANDARD), STANDARD)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @param origin what to call it in errors
   */
  public Policy read(String yaml, String origin) {
    YamlValue root = YamlValue.parse(yaml, origin);
    requireKeys(root, "a policy", KEYS);
    Policy policy =
        new Policy(
            share(root.at("level"), 0.05, 0, 0.5),
            share(root.at("power"), 0.8, 0.5, 1),
            share(root.at("examples"), 1, 0, Math.nextUp(1.0)),
            rules(root.at("averages"), PolicyReader::averageRule),
            rules(root.at("quality"), PolicyReader::qualityRule),
            rules(root.at("costs"), PolicyReader::costRule));
    if (policy.averages().isEmpty() && policy.quality().isEmpty() && policy.costs().isEmpty()) {
      throw root.error("a policy needs a rule under 'quality', 'averages' or 'costs'");
    }
    return policy;
  }

  private static void requireKeys(YamlValue value, String what, List<String> valid) {
    if (!value.isMapping()) {
      throw value.error(
          "%s is a mapping with the keys %s".formatted(what, String.join(", ", valid)));
    }
    for (String key : value.keys()) {
      if (!valid.contains(key)) {
        throw value.at(key).error(SetupException.unknownName("key", key, valid).getMessage());
      }
    }
  }

  /** A number such as 0.05, or 5 %, between two others that it must not reach. */
  private static double share(YamlValue value, double otherwise, double above, double below) {
    String text = value.text().orElse(String.valueOf(otherwise)).strip();
    boolean percent = text.endsWith("%");
    String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
    double share = digits.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(digits) : Double.NaN;
    share = percent ? share / 100 : share;
    if (!(share > above && share < below)) {
      throw value.error(
          "a number above %s and %s %s is expected, such as %s or %s %%, not '%s'"
              .formatted(
                  above,
                  below > 1 ? "up to" : "below",
                  below > 1 ? 1.0 : below,
                  otherwise,
                  Math.round(100 * otherwise),
                  text));
    }
    return share;
  }

  private static <T> List<T> rules(YamlValue value, Function<YamlValue, T> rule) {
    if (value.isAbsent()) {
      return List.of();
    }
    if (!value.isList()) {
      throw value.error("a list of rules is expected here");
    }
    return value.items().stream().map(rule).toList();
  }

  private static AverageRule averageRule(YamlValue value) {
    requireKeys(value, "a rule for averages", List.of("groups", MODELS, MARGIN));
    return new AverageRule(
        value.place(),
        required(value, "groups", "group"),
        selection(value.at(MODELS), "model"),
        lossMargin(value));
  }

  private static QualityRule qualityRule(YamlValue value) {
    requireKeys(value, "a rule for quality", List.of(BENCHMARKS, "metric", MODELS, MARGIN));
    return new QualityRule(
        value.place(),
        required(value, BENCHMARKS, "benchmark"),
        value.at("metric").text(),
        selection(value.at(MODELS), "model"),
        lossMargin(value));
  }

  private static CostRule costRule(YamlValue value) {
    requireKeys(value, "a rule for costs", List.of("cost", BENCHMARKS, MODELS, MARGIN));
    Cost cost = cost(value.at("cost"));
    Margin margin = margin(value);
    Margin.Unit unit = cost == Cost.FAILURES ? Margin.Unit.POINTS : Margin.Unit.PERCENT;
    if (margin.unit() != unit) {
      throw value
          .at(MARGIN)
          .error(
              cost == Cost.FAILURES
                  ? "the margin of failures is in points, such as '1 point'"
                  : "the margin of a cost is in per cent of the baseline's, such as '10 %'");
    }
    return new CostRule(
        cost,
        selection(value.at(BENCHMARKS), "benchmark"),
        selection(value.at(MODELS), "model"),
        margin);
  }

  private static Cost cost(YamlValue value) {
    String word = value.text().orElse("");
    for (Cost cost : Cost.values()) {
      if (cost.word().equals(word)) {
        return cost;
      }
    }
    throw value.error(SetupException.unknownName("cost", word, Cost.words()).getMessage());
  }

  private static Margin lossMargin(YamlValue rule) {
    Margin margin = margin(rule);
    if (margin.size() == 0) {
      throw rule.at(MARGIN)
          .error(
              "a margin of quality must be above 0: no number of examples shows that nothing at all was lost");
    }
    return margin;
  }

  private static Margin margin(YamlValue rule) {
    YamlValue value = rule.at(MARGIN);
    return value.located(() -> Margin.parse(value.text().orElse("")));
  }

  private static Selection required(YamlValue rule, String key, String kind) {
    if (rule.at(key).isAbsent()) {
      throw rule.error("'%s' is missing; '*' stands for all".formatted(key));
    }
    return selection(rule.at(key), kind);
  }

  /** A name or pattern or a list of them; everything where there is none. */
  private static Selection selection(YamlValue value, String kind) {
    if (value.isAbsent()) {
      return Selection.all(kind);
    }
    List<YamlValue> items = value.isList() ? value.items() : List.of(value);
    if (items.isEmpty()) {
      throw value.error("at least one name is expected here");
    }
    return new Selection(
        kind,
        items.stream()
            .map(i -> new Selection.Item(new NamePattern(i.text().orElse("")), i.place()))
            .toList());
  }
}
