package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An example shown in full on a benchmark's page, so that a reader without JavaScript, or with
 * paper, sees what is asked and how it is scored.
 *
 * @param why why this one was chosen
 * @param id the example's id
 * @param fields the parts of the question that are text
 * @param pictures those that are pictures
 * @param target the right answer; empty where pictures are asked for
 * @param prompt what the models were shown
 * @param answers what each model answered
 */
record WorkedExample(
    String why,
    String id,
    List<Fact> fields,
    List<QuestionPictures.Named> pictures,
    Excerpt target,
    Excerpt prompt,
    List<Answer> answers) {
  private static final int PROMPT = 4_000;
  private static final int OUTPUT = 600;

  /**
   * A model's answer.
   *
   * @param verdict in a word
   * @param symbol the same as a symbol
   * @param output what it wrote; empty where that is shown as pictures
   * @param pictures what it made, where that is pictures
   * @param note how much of the output is missing here
   * @param answer what was taken from the output; empty where that is the output itself
   * @param failure why there is no score; empty if there is one
   */
  record Answer(
      ModelView model,
      String verdict,
      String symbol,
      String output,
      List<Picture> pictures,
      String note,
      String answer,
      String failure) {}

  /** The first example on which models disagree, the first all solve, all miss, and some fail. */
  static List<WorkedExample> choose(
      List<AskedExample> examples, MetricResult metric, List<ModelView> models, int characters) {
    List<WorkedExample> chosen = new ArrayList<>();
    Set<String> competing =
        models.stream()
            .filter(ModelView::competes)
            .map(ModelView::name)
            .collect(Collectors.toSet());
    PictureRoom room = new PictureRoom(characters);
    Chooser chooser = new Chooser(examples, metric, models, competing, room);
    chooser.add(chosen, "The models disagree", v -> v.contains(Verdict.RIGHT) && v.size() > 1);
    chooser.add(chosen, "All are right", v -> v.equals(Set.of(Verdict.RIGHT)));
    chooser.add(chosen, "All are wrong", v -> v.equals(Set.of(Verdict.WRONG)));
    chooser.add(chosen, "An example failed", v -> v.contains(Verdict.FAILED));
    if (chosen.isEmpty()) {
      chooser.add(chosen, "The first example", v -> true);
    }
    return chosen;
  }

  private record Chooser(
      List<AskedExample> examples,
      MetricResult metric,
      List<ModelView> models,
      Set<String> competing,
      PictureRoom room) {

    void add(List<WorkedExample> chosen, String why, Predicate<Set<Verdict>> wanted) {
      Set<String> taken = chosen.stream().map(WorkedExample::id).collect(Collectors.toSet());
      examples.stream()
          .filter(e -> !taken.contains(e.id()) && wanted.test(verdicts(e)))
          .findFirst()
          .ifPresent(e -> chosen.add(worked(why, e)));
    }

    /** Of the models that compete; of all where none does. */
    private Set<Verdict> verdicts(AskedExample example) {
      return example.results().values().stream()
          .filter(r -> competing.isEmpty() || competing.contains(r.model()))
          .map(r -> Verdict.of(r, metric))
          .collect(Collectors.toSet());
    }

    private WorkedExample worked(String why, AskedExample example) {
      ExampleResult any = example.any();
      QuestionPictures asked = QuestionPictures.of(any.fields());
      List<Answer> answers = new ArrayList<>();
      for (ModelView model : models) {
        example.of(model.name()).ifPresent(r -> answers.add(answer(model, r)));
      }
      return new WorkedExample(
          why,
          example.id(),
          QuestionPictures.texts(any.fields()).entrySet().stream()
              .map(f -> new Fact(f.getKey(), Excerpt.of(f.getValue(), OUTPUT).text()))
              .toList(),
          asked.all(),
          Excerpt.of(any.target(), OUTPUT),
          Excerpt.of(any.prompt(), PROMPT),
          answers);
    }

    /** A part of a corpus statistic has no value of its own. */
    private static String words(Verdict verdict, double value, String unit) {
      return verdict == Verdict.SCORED && !Double.isNaN(value)
          ? "scored " + Figures.metric(value, unit)
          : verdict.words();
    }

    private Answer answer(ModelView model, ExampleResult result) {
      Verdict verdict = Verdict.of(result, metric);
      List<Picture> pictures =
          AnswerPictures.of(result)
              .map(AnswerPictures::pictures)
              .filter(room::takes)
              .orElse(List.of());
      Excerpt output =
          Excerpt.of(pictures.isEmpty() ? String.join("\n", result.outputs()) : "", OUTPUT);
      String answer =
          result
              .score()
              .map(s -> s.answer())
              .filter(a -> !result.outputs().equals(List.of(a)))
              .orElse("");
      return new Answer(
          model,
          words(verdict, Verdict.value(result, metric), metric.unit()),
          switch (verdict) {
            case RIGHT -> "✓";
            case WRONG -> "✗";
            case PARTLY -> "◐";
            case FAILED -> "⚠";
            case SCORED -> "·";
          },
          output.text(),
          pictures,
          output.note(),
          Excerpt.of(answer, OUTPUT).text(),
          Excerpt.of(result.failure().orElse(""), OUTPUT).text());
    }
  }
}
