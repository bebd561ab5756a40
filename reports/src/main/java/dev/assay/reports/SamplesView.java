package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The first pictures that models made, the same examples for all: one row for each model, one
 * column for each thing asked for, such as a class.
 *
 * @param summary how many are shown of how many
 * @param columns what was asked for
 * @param rows one for each model
 */
record SamplesView(String summary, List<Column> columns, List<Row> rows) {
  private static final int MOST_COLUMNS = 10;
  private static final int MOST_OF_A_COLUMN = 3;
  private static final int MOST_ROWS = 12;
  private static final int TITLE = 80;

  /**
   * What was asked for.
   *
   * @param title its words
   * @param pictures its pictures, such as a map of classes
   */
  record Column(String title, List<Picture> pictures) {}

  /** A model's samples; a list for each column. */
  record Row(ModelView model, List<List<Sample>> cells) {}

  /**
   * A picture.
   *
   * @param words what it is, for those who cannot see it
   * @param picture empty where there is none
   * @param missing why there is none; empty where there is
   */
  record Sample(String words, Optional<Picture> picture, String missing) {}

  /** Empty where no model made pictures. */
  static Optional<SamplesView> of(
      List<AskedExample> examples, List<ModelView> models, int characters) {
    if (!anyIs(examples, PictureOutput.Kind.IMAGE)) {
      return Optional.empty();
    }
    List<List<AskedExample>> columns = columns(examples, models.size());
    List<List<AskedExample>> chosen = chosen(columns, new PictureRoom(characters));
    return Optional.of(
        new SamplesView(
            summary(chosen, examples.size()),
            chosen.stream().map(c -> column(c.get(0))).toList(),
            models.stream().map(m -> row(m, chosen)).toList()));
  }

  /** Whether outputs are of that kind. */
  static boolean anyIs(List<AskedExample> examples, PictureOutput.Kind kind) {
    return examples.stream()
        .flatMap(e -> e.results().values().stream())
        .filter(r -> !r.outputs().isEmpty())
        .findFirst()
        .flatMap(r -> PictureOutput.kind(r.outputs().get(0)))
        .filter(kind::equals)
        .isPresent();
  }

  /** Examples that ask for the same, together; the first columns, and of each as many as shown. */
  private static List<List<AskedExample>> columns(List<AskedExample> examples, int models) {
    Map<Map<String, String>, List<AskedExample>> asked = new LinkedHashMap<>();
    for (AskedExample example : examples) {
      asked.computeIfAbsent(example.any().fields(), f -> new ArrayList<>()).add(example);
    }
    int rows = Math.max(1, Math.min(MOST_OF_A_COLUMN, MOST_ROWS / Math.max(1, models)));
    int most = asked.size() == 1 ? MOST_COLUMNS * rows : rows;
    return asked.values().stream()
        .limit(MOST_COLUMNS)
        .map(column -> column.subList(0, Math.min(most, column.size())))
        .toList();
  }

  /** What there is room for, the first of every column before the second of any. */
  private static List<List<AskedExample>> chosen(
      List<List<AskedExample>> columns, PictureRoom room) {
    List<List<AskedExample>> chosen = new ArrayList<>();
    for (int i = 0; i < MOST_COLUMNS * MOST_OF_A_COLUMN; i++) {
      for (int c = 0; c < columns.size(); c++) {
        if (i < columns.get(c).size()) {
          AskedExample example = columns.get(c).get(i);
          if (!room.takes(pictures(example))) {
            return chosen;
          }
          if (i == 0) {
            chosen.add(new ArrayList<>());
          }
          chosen.get(c).add(example);
        }
      }
    }
    return chosen;
  }

  private static List<Picture> pictures(AskedExample example) {
    return example.results().values().stream()
        .flatMap(r -> AnswerPictures.of(r).stream())
        .flatMap(a -> a.pictures().stream())
        .toList();
  }

  private static String summary(List<List<AskedExample>> chosen, int all) {
    long shown = chosen.stream().mapToLong(Collection::size).sum();
    return shown == all
        ? "All examples, the same for every model."
        : "The first %s of %s, the same for every model."
            .formatted(Figures.count(shown), Figures.count(all, "example"));
  }

  private static Column column(AskedExample example) {
    Map<String, String> fields = example.any().fields();
    return new Column(title(fields), QuestionPictures.of(fields).pictures());
  }

  /** What was asked for, in words; empty where that is nothing in particular. */
  static String title(Map<String, String> fields) {
    Map<String, String> texts = QuestionPictures.texts(fields);
    String words =
        texts.entrySet().stream()
            .map(f -> isSentence(texts) ? f.getValue() : f.getKey() + " " + f.getValue())
            .collect(Collectors.joining(", "));
    Excerpt title = Excerpt.of(words, TITLE);
    return title.cut() ? title.text() + "…" : title.text();
  }

  /** A caption speaks for itself; a class's name or number does not. */
  private static boolean isSentence(Map<String, String> texts) {
    return texts.size() == 1 && texts.values().iterator().next().strip().contains(" ");
  }

  private static Row row(ModelView model, List<List<AskedExample>> columns) {
    return new Row(
        model,
        columns.stream()
            .map(column -> column.stream().map(e -> sample(model, e)).toList())
            .toList());
  }

  private static Sample sample(ModelView model, AskedExample example) {
    String words = "%s, example %s".formatted(model.name(), example.id());
    Optional<Picture> picture =
        example.of(model.name()).flatMap(AnswerPictures::of).map(a -> a.pictures().get(0));
    return new Sample(words, picture, picture.isPresent() ? "" : missing(example.of(model.name())));
  }

  /** Why there is no picture, in a word. */
  static String missing(Optional<ExampleResult> result) {
    if (result.isEmpty()) {
      return "not asked";
    }
    return result.get().failure().isPresent() ? "failed" : "unreadable";
  }
}
