package dev.assay.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.Json;
import dev.assay.benchmark.Score;
import dev.assay.model.Trace;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * keep; several outputs are a list of texts; pictures are {@code {pictures, about}}.
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

  /** The only examples with pictures of a report. */
  static ExampleData of(List<AskedExample> examples, List<ModelView> models) {
    return of(examples, models, PictureRoom.ofBrowser(1));
  }

  /**
   * The examples of a benchmark.
   *
   * @param characters how much room there is for pictures: the first examples have them
   */
  static ExampleData of(List<AskedExample> examples, List<ModelView> models, int characters) {
    Set<String> drawn = PictureData.drawn(examples, new PictureRoom(characters));
    List<String> prompts = examples.stream().map(e -> e.any().prompt()).toList();
    int head = commonPrefix(prompts);
    int tail = commonSuffix(prompts, head);
    Set<String> fields = new LinkedHashSet<>();
    examples.forEach(e -> fields.addAll(e.any().fields().keySet()));
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (String field : fields) {
      List<@Nullable Object> column = new ArrayList<>();
      for (AskedExample example : examples) {
        column.add(field(example, field, drawn.contains(example.id())));
      }
      if (column.stream().anyMatch(Objects::nonNull)) {
        columns.put(field, column);
      }
    }
    String first = prompts.isEmpty() ? "" : prompts.get(0);
    return new ExampleData(
        first.substring(0, head),
        first.substring(first.length() - tail),
        examples.stream().map(AskedExample::id).toList(),
        columns,
        examples.stream().map(e -> text(e.any().target())).toList(),
        prompts.stream().map(p -> text(p.substring(head, p.length() - tail))).toList(),
        models.stream().map(m -> answers(m.name(), examples, drawn)).toList());
  }

  /** Null where the example lacks the field, or where that only says how to draw another. */
  private static @Nullable Object field(AskedExample example, String name, boolean drawn) {
    Map<String, String> fields = example.any().fields();
    String value = QuestionPictures.texts(fields).get(name);
    if (value != null) {
      return text(value);
    }
    return fields.containsKey(name) && QuestionPictures.isPicture(name)
        ? PictureData.ofField(fields, name, drawn)
        : null;
  }

  private static Answers answers(String model, List<AskedExample> examples, Set<String> drawn) {
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
        add(answers, i, result, metrics, drawn.contains(result.example()));
        if (!result.prompt().equals(examples.get(i).any().prompt())) {
          answers.prompts().put(i, text(result.prompt()));
        }
      }
    }
    return answers;
  }

  private static void add(
      Answers answers, int i, ExampleResult result, Set<String> metrics, boolean drawn) {
    Optional<PictureData> pictures = PictureData.ofAnswer(result, drawn);
    answers.outputs().add(pictures.<Object>map(p -> p).orElseGet(() -> texts(result.outputs())));
    answers
        .answers()
        .add(
            result
                .score()
                .map(Score::answer)
                .filter(a -> !result.outputs().equals(List.of(a)))
                .filter(a -> pictures.isEmpty() || !a.isEmpty())
                .map(ExampleData::text)
                .orElse(null));
    for (String metric : metrics) {
      answers
          .values()
          .get(metric)
          .add(result.score().map(s -> s.values().get(metric)).orElse(null));
    }
    result.failure().ifPresent(f -> answers.failures().put(i, text(f)));
    result.trace().ifPresent(t -> answers.traces().put(i, trace(t, drawn)));
  }

  /** One text by itself, several as a list. */
  private static Object texts(List<String> outputs) {
    return outputs.size() == 1
        ? text(outputs.get(0))
        : outputs.stream().map(ExampleData::text).toList();
  }

  private static Object text(String text) {
    Excerpt excerpt = Excerpt.of(text, TEXT);
    return excerpt.cut() ? new LongText(excerpt.text(), excerpt.length()) : text;
  }

  private static Object trace(Trace trace, boolean drawn) {
    Optional<PatchTrace> patches = PatchTrace.of(trace);
    if (patches.isPresent()) {
      return PatchData.of(patches.get());
    }
    Optional<ThoughtTrace> thoughts = ThoughtTrace.of(trace);
    if (thoughts.isPresent()) {
      return ThoughtData.of(thoughts.get());
    }
    Optional<UnmaskingTrace> unmasking = UnmaskingTrace.of(trace);
    if (unmasking.isPresent()) {
      return UnmaskingData.of(unmasking.get(), drawn);
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
