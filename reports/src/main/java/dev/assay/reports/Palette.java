package dev.assay.reports;

import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The colours and names of classes, as the fields {@code palette} and {@code classes} of an example
 * give them, for example {@code #000000,#dc322f} and {@code background,circle}.
 *
 * @param classes one for each class id from 0
 */
record Palette(List<Swatch> classes) {
  static final String COLOURS = "palette";
  static final String NAMES = "classes";

  /**
   * Where an example names no colour: those of Okabe and Ito, which the colour-blind tell apart.
   */
  private static final List<String> DEFAULT =
      List.of(
          "#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7");

  private static final int MOST_CLASSES = 256;
  private static final int WRONG = 0xe3006d;

  /**
   * A class.
   *
   * @param colour as {@code #rrggbb}
   * @param name may be empty
   */
  record Swatch(String colour, String name) {}

  static Palette of(Map<String, String> fields) {
    List<String> colours = parts(fields.getOrDefault(COLOURS, ""));
    List<String> names = parts(fields.getOrDefault(NAMES, ""));
    int size = Math.max(names.size(), colours.isEmpty() ? DEFAULT.size() : colours.size());
    List<Swatch> classes = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_CLASSES, size); i++) {
      String colour = i < colours.size() ? colours.get(i) : "";
      classes.add(
          new Swatch(
              colour.matches("#[0-9a-fA-F]{6}") ? colour : DEFAULT.get(i % DEFAULT.size()),
              i < names.size() ? names.get(i) : ""));
    }
    return new Palette(List.copyOf(classes));
  }

  private static List<String> parts(String list) {
    return list.isBlank() ? List.of() : Arrays.stream(list.split(",")).map(String::strip).toList();
  }

  /** The classes that have a name. */
  List<Swatch> named() {
    return classes.stream().filter(c -> !c.name().isEmpty()).toList();
  }

  /** Class ids as colours; those beyond the classes stand out. */
  Image coloured(Image labels) {
    byte[] ids = labels.pixels();
    int[] colours = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i] & 0xff;
      colours[i] =
          id < classes.size() ? Integer.parseInt(classes.get(id).colour().substring(1), 16) : WRONG;
    }
    return Image.ofRgb(labels.width(), labels.height(), colours);
  }

  /**
   * Where a prediction is wrong: these pixels stand out from the pale picture that was asked about.
   * All three have the same sides.
   */
  static Image errors(Image asked, Image target, Image predicted) {
    int[] colours = new int[asked.width() * asked.height()];
    for (int i = 0; i < colours.length; i++) {
      int x = i % asked.width();
      int y = i / asked.width();
      int pale = 150 + grey(asked, x, y) * 95 / 255;
      colours[i] =
          target.at(x, y, 0) == predicted.at(x, y, 0) ? pale << 16 | pale << 8 | pale : WRONG;
    }
    return Image.ofRgb(asked.width(), asked.height(), colours);
  }

  /** Luma as in Recommendation ITU-R BT.601. */
  private static int grey(Image image, int x, int y) {
    return image.channels() == 1
        ? image.at(x, y, 0)
        : (299 * image.at(x, y, 0) + 587 * image.at(x, y, 1) + 114 * image.at(x, y, 2)) / 1000;
  }
}
