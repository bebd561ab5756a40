package dev.assay.reports;

import dev.assay.result.ExampleResult;
import java.util.List;
import java.util.Optional;

/**
 * The pictures that a model made for an example.
 *
 * @param words what they are
 * @param pictures one, or a video's frames
 */
record AnswerPictures(String words, List<Picture> pictures) {

  /** Empty where the answer's only output is no picture, or none that can be read. */
  static Optional<AnswerPictures> of(ExampleResult result) {
    return result.outputs().size() == 1
        ? PictureOutput.of(result.outputs().get(0)).map(output -> of(output, result))
        : Optional.empty();
  }

  private static AnswerPictures of(PictureOutput output, ExampleResult result) {
    String sides =
        "%d × %d pixels".formatted(output.images().get(0).width(), output.images().get(0).height());
    return switch (output.kind()) {
      case IMAGE -> new AnswerPictures(sides, List.of(Picture.of(output.images().get(0))));
      case LABELS ->
          new AnswerPictures(
              "classes of " + sides,
              List.of(Picture.of(Palette.of(result.fields()).coloured(output.images().get(0)))));
      case VIDEO ->
          new AnswerPictures(
              Figures.count(output.images().size(), "frame") + " of " + sides,
              output.images().stream().map(Picture::small).toList());
    };
  }
}
