package dev.assay.reports;

import dev.assay.model.Image;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first segmented pictures: what was asked about, the right classes, and what each model made
 * of it.
 *
 * @param summary how many are shown of how many
 * @param classes the colours
 * @param models which models answered
 * @param rows the examples
 */
record SegmentationView(
    String summary, List<Palette.Swatch> classes, List<ModelView> models, List<Row> rows) {
  private static final int MOST_EXAMPLES = 8;

  /** An example with one answer for each model. */
  record Row(
      String example, Optional<Picture> asked, Optional<Picture> target, List<Answer> answers) {}

  /**
   * A model's answer.
   *
   * @param predicted its classes
   * @param errors where they are wrong; empty where the sides of the pictures differ
   * @param wrong the share of wrong pixels in words
   * @param missing why there is no prediction; empty where there is
   */
  record Answer(
      Optional<Picture> predicted, Optional<Picture> errors, String wrong, String missing) {
    private static Answer none(String why) {
      return new Answer(Optional.empty(), Optional.empty(), "", why);
    }
  }

  /** Empty where no model segmented pictures. */
  static Optional<SegmentationView> of(
      List<AskedExample> examples, List<ModelView> models, int characters) {
    if (!SamplesView.anyIs(examples, PictureOutput.Kind.LABELS)) {
      return Optional.empty();
    }
    PictureRoom room = new PictureRoom(characters);
    List<Row> rows = new ArrayList<>();
    for (AskedExample example : examples.subList(0, Math.min(MOST_EXAMPLES, examples.size()))) {
      Row row = row(example, models);
      if (!room.takes(pictures(row))) {
        break;
      }
      rows.add(row);
    }
    return Optional.of(
        new SegmentationView(
            rows.size() == examples.size()
                ? "All examples."
                : "The first %s of %s."
                    .formatted(
                        Figures.count(rows.size()), Figures.count(examples.size(), "example")),
            Palette.of(examples.get(0).any().fields()).named(),
            models,
            rows));
  }

  private static List<Picture> pictures(Row row) {
    List<Picture> pictures = new ArrayList<>();
    row.asked().ifPresent(pictures::add);
    row.target().ifPresent(pictures::add);
    for (Answer answer : row.answers()) {
      answer.predicted().ifPresent(pictures::add);
      answer.errors().ifPresent(pictures::add);
    }
    return pictures;
  }

  private static Row row(AskedExample example, List<ModelView> models) {
    Map<String, String> fields = example.any().fields();
    Palette palette = Palette.of(fields);
    Optional<Image> asked = QuestionPictures.image(fields, QuestionPictures.ASKED);
    Optional<Image> target =
        QuestionPictures.image(fields, QuestionPictures.LABELS).filter(i -> i.channels() == 1);
    return new Row(
        example.id(),
        asked.map(Picture::of),
        target.map(palette::coloured).map(Picture::of),
        models.stream().map(m -> answer(example.of(m.name()), palette, asked, target)).toList());
  }

  private static Answer answer(
      Optional<ExampleResult> result,
      Palette palette,
      Optional<Image> asked,
      Optional<Image> target) {
    Optional<Image> predicted =
        result
            .filter(r -> r.outputs().size() == 1)
            .flatMap(r -> PictureOutput.of(r.outputs().get(0)))
            .filter(o -> o.kind() == PictureOutput.Kind.LABELS)
            .map(o -> o.images().get(0));
    if (predicted.isEmpty()) {
      return Answer.none(SamplesView.missing(result));
    }
    boolean comparable =
        asked.isPresent()
            && target.isPresent()
            && sameSides(asked.get(), target.get())
            && sameSides(predicted.get(), target.get());
    return new Answer(
        predicted.map(palette::coloured).map(Picture::of),
        comparable
            ? Optional.of(
                Picture.of(
                    Palette.errors(
                        asked.orElseThrow(), target.orElseThrow(), predicted.orElseThrow())))
            : Optional.empty(),
        comparable ? wrong(target.orElseThrow(), predicted.orElseThrow()) : "another size",
        "");
  }

  private static boolean sameSides(Image a, Image b) {
    return a.width() == b.width() && a.height() == b.height();
  }

  private static String wrong(Image target, Image predicted) {
    byte[] right = target.pixels();
    byte[] ids = predicted.pixels();
    int wrong = 0;
    for (int i = 0; i < ids.length; i++) {
      wrong += ids[i] == right[i] ? 0 : 1;
    }
    return wrong == 0 ? "all right" : Figures.percent((double) wrong / ids.length) + " wrong";
  }
}
