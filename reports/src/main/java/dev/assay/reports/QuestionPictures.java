package dev.assay.reports;

import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures among the fields of an example: those whose name ends in {@code .png}. Class ids, in
 * the field {@code labels.png}, get the colours of the example's palette.
 *
 * @param all in the order of the fields
 */
record QuestionPictures(List<Named> all) {
  static final String ASKED = "image.png";
  static final String LABELS = "labels.png";
  private static final String ENDING = ".png";

  /**
   * A picture.
   *
   * @param name the field's, without its ending
   * @param picture empty where the field holds no readable picture
   */
  record Named(String name, Optional<Picture> picture) {}

  static QuestionPictures of(Map<String, String> fields) {
    List<Named> all = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (name.endsWith(ENDING)) {
            all.add(
                new Named(
                    name.substring(0, name.length() - ENDING.length()),
                    image(fields, name)
                        .map(i -> isLabels(name, i) ? Palette.of(fields).coloured(i) : i)
                        .map(Picture::of)));
          }
        });
    return new QuestionPictures(List.copyOf(all));
  }

  private static boolean isLabels(String name, Image image) {
    return name.equals(LABELS) && image.channels() == 1;
  }

  /** The picture in a field; empty where there is none. */
  static Optional<Image> image(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(PngReader::read);
  }

  /** The fields that are to be read as text. */
  static Map<String, String> texts(Map<String, String> fields) {
    boolean pictures = fields.keySet().stream().anyMatch(QuestionPictures::isPicture);
    Map<String, String> texts = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          boolean colours = name.equals(Palette.COLOURS) || name.equals(Palette.NAMES);
          if (!isPicture(name) && !(pictures && colours)) {
            texts.put(name, value);
          }
        });
    return texts;
  }

  /** The picture of a field by its full name; empty where it has none that can be read. */
  Optional<Picture> find(String field) {
    return all.stream()
        .filter(n -> field.equals(n.name() + ENDING))
        .findFirst()
        .flatMap(Named::picture);
  }

  /** Whether a field is to be shown as a picture. */
  static boolean isPicture(String field) {
    return field.endsWith(ENDING);
  }

  /** What there is to embed. */
  List<Picture> pictures() {
    return all.stream().flatMap(n -> n.picture().stream()).toList();
  }
}
