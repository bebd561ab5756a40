package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the report's browser gets where there are pictures instead of a text.
 *
 * @param pictures empty where there was no room for them
 * @param about what they are, in words
 */
record PictureData(List<Picture> pictures, String about) {
  private static final String LEFT_OUT = "a picture that the report has no room for";

  /** The ids of the first examples, as many as there is room for all their pictures. */
  static Set<String> drawn(List<AskedExample> examples, PictureRoom room) {
    Set<String> drawn = new HashSet<>();
    for (AskedExample example : examples) {
      List<Picture> all = new ArrayList<>(QuestionPictures.of(example.any().fields()).pictures());
      for (ExampleResult result : example.results().values()) {
        AnswerPictures.of(result).ifPresent(a -> all.addAll(a.pictures()));
        result
            .trace()
            .flatMap(UnmaskingTrace::of)
            .ifPresent(t -> all.addAll(UnmaskingDrawing.of(t).pictures()));
      }
      if (!room.takes(all)) {
        return drawn;
      }
      drawn.add(example.id());
    }
    return drawn;
  }

  /** A field of a question that is no text. */
  static PictureData ofField(Map<String, String> fields, String name, boolean drawn) {
    Optional<Picture> picture = QuestionPictures.of(fields).find(name);
    return picture.isPresent() && drawn
        ? new PictureData(List.of(picture.get()), picture.get().sides())
        : new PictureData(List.of(), picture.isPresent() ? LEFT_OUT : "no readable picture");
  }

  /** An answer; empty where it is a text. */
  static Optional<PictureData> ofAnswer(ExampleResult result, boolean drawn) {
    if (drawn) {
      return AnswerPictures.of(result).map(a -> new PictureData(a.pictures(), a.words()));
    }
    return result.outputs().size() == 1 && PictureOutput.kind(result.outputs().get(0)).isPresent()
        ? Optional.of(new PictureData(List.of(), LEFT_OUT))
        : Optional.empty();
  }
}
