package dev.assay.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.Json;
import dev.assay.model.Trace;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The examples of one benchmark for the report's browser, in columns: place i of every list belongs
 * to example i. Prompts of a benchmark share a template, so their common beginning and end are kept
 * once; a prompt is {@code head + prompts[i] + tail}.
 *
 * @param head common beginning of all prompts
 * @param tail common end of all prompts
 * @param ids the examples' ids
 * @param fields per field of the question its values; null where an example lacks it
 * @param targets the right answers
 * @param prompts the part of each prompt that is its own
 * @param models the models' answers, in the order of the run
 */
record ExampleData(
    String head,
    String tail,
    List<String> ids,
    Map<String, List<@Nullable Object>> fields,
    List<Object> targets,
    List<Object> prompts,
    List<Answers> models) {
  private static final int TEXT = 10_000;
  private static final int TRACE = 50_000;

  /**
   * One model's answers. A text is a string, or {@code {text, length}} where it was too long to
   * keep; several outputs are a list of texts.
   *
   * @param outputs what it wrote; null where it was not asked
   * @param answers what was taken from the output; null where that is the output itself
   * @param values per metric the examples' values; null where there is none
   * @param failures by place, why there is no score
   * @param traces by place, what went on inside
   * @param prompts by place, the prompt where it is not the one of the first model
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Answers(
      List<@Nullable Object> outputs,
      List<@Nullable Object> answers,
      Map<String, List<@Nullable Double>> values,
      Map<Integer, Object> failures,
      Map<Integer, Object> traces,
      Map<Integer, Object> prompts) {
    Answers() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new LinkedHashMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>());
    }
  }

  /** A text of which only the beginning is kept. */
  record LongText(String text, int length) {}

  /** A trace of which only the beginning of its JSON is kept. */
  record LongTrace(String kind, String text, int length) {}

  static ExampleData of(List<AskedExample> examples, List<ModelView> models) {
    List<String> prompts = examples.stream().map(e -> e.any().prompt()).toList();
    int head = commonPrefix(prompts);
    int tail = commonSuffix(prompts, head);
    Set<String> fields = new LinkedHashSet<>();
    examples.forEach(e -> fields.addAll(e.any().fields().keySet()));
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (String field : fields) {
      List<@Nullable Object> column = new ArrayList<>();
      for (AskedExample example : examples) {
        String value = example.any().fields().get(field);
        column.add(value == null ? null : text(value));
      }
      columns.put(field, column);
    }
    String first = prompts.isEmpty() ? "" : prompts.get(0);
    return new ExampleData(
        first.substring(0, head),
        first.substring(first.length() - tail),
        examples.stream().map(AskedExample::id).toList(),
        columns,
        examples.stream().map(e -> text(e.any().target())).toList(),
        prompts.stream().map(p -> text(p.substring(head, p.length() - tail))).toList(),
        models.stream().map(m -> answers(m.name(), examples)).toList());
  }

  private static Answers answers(String model, List<AskedExample> examples) {
    Answers answers = new Answers();
    Set<String> metrics = new LinkedHashSet<>();
    for (AskedExample example : examples) {
      example
          .of(model)
          .flatMap(ExampleResult::score)
          .ifPresent(s -> metrics.addAll(s.values().keySet()));
    }
    metrics.forEach(m -> answers.values().put(m, new ArrayList<>()));
    for (int i = 0; i < examples.size(); i++) {
      ExampleResult result = examples.get(i).results().get(model);
      if (result == null) {
        answers.outputs().add(null);
        answers.answers().add(null);
        metrics.forEach(m -> answers.values().get(m).add(null));
      } else {
        add(answers, i, result, metrics);
        if (!result.prompt().equals(examples.get(i).any().prompt())) {
          answers.prompts().put(i, text(result.prompt()));
        }
      }
    }
    return answers;
  }

  private static void add(Answers answers, int i, ExampleResult result, Set<String> metrics) {
    List<Object> outputs = result.outputs().stream().map(ExampleData::text).toList();
    answers.outputs().add(outputs.size() == 1 ? outputs.get(0) : outputs);
    answers
        .answers()
        .add(
            result
                .score()
                .filter(s -> !result.outputs().equals(List.of(s.answer())))
                .map(s -> text(s.answer()))
                .orElse(null));
    for (String metric : metrics) {
      answers
          .values()
          .get(metric)
          .add(result.score().map(s -> s.values().get(metric)).orElse(null));
    }
    result.failure().ifPresent(f -> answers.failures().put(i, text(f)));
    result.trace().ifPresent(t -> answers.traces().put(i, trace(t)));
  }

  private static Object text(String text) {
    Excerpt excerpt = Excerpt.of(text, TEXT);
    return excerpt.cut() ? new LongText(excerpt.text(), excerpt.length()) : text;
  }

  private static Object trace(Trace trace) {
    Optional<PatchTrace> patches = PatchTrace.of(trace);
    if (patches.isPresent()) {
      return PatchData.of(patches.get());
    }
    Optional<ThoughtTrace> thoughts = ThoughtTrace.of(trace);
    if (thoughts.isPresent()) {
      return ThoughtData.of(thoughts.get());
    }
    Excerpt json = Excerpt.of(Json.line(trace.data()), TRACE);
    return json.cut() ? new LongTrace(trace.kind(), json.text(), json.length()) : trace;
  }

  /** Never ends between the halves of a character. */
  private static int commonPrefix(List<String> texts) {
    String first = texts.isEmpty() ? "" : texts.get(0);
    int length = first.length();
    for (String text : texts) {
      int i = 0;
      while (i < length && i < text.length() && text.charAt(i) == first.charAt(i)) {
        i++;
      }
      length = i;
    }
    return length > 0 && Character.isHighSurrogate(first.charAt(length - 1)) ? length - 1 : length;
  }

  /** Does not overlap with the common beginning. */
  private static int commonSuffix(List<String> texts, int head) {
    String first = texts.isEmpty() ? "" : texts.get(0);
    int length = first.length() - head;
    for (String text : texts) {
      int most = Math.min(length, text.length() - head);
      int i = 0;
      while (i < most
          && text.charAt(text.length() - 1 - i) == first.charAt(first.length() - 1 - i)) {
        i++;
      }
      length = i;
    }
    return length > 0 && Character.isLowSurrogate(first.charAt(first.length() - length))
        ? length - 1
        : length;
  }
}
