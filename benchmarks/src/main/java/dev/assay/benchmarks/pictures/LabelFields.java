package dev.assay.benchmarks.pictures;

import dev.assay.model.Image;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an example carries pictures and label maps, so that reports can draw them. */
public final class LabelFields {
  private LabelFields() {}

  /** A label map: the ids as a grey PNG, and the name and colour of each class. */
  public static Map<String, String> of(Image labels, List<String> classes) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("labels.png", base64(labels));
    fields.put("palette", String.join(",", Palette.forLabels(classes.size())));
    fields.put("classes", String.join(",", classes));
    return fields;
  }

  /** A picture with its label map. */
  public static Map<String, String> of(Image image, Image labels, List<String> classes) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("image.png", base64(image));
    fields.putAll(of(labels, classes));
    return fields;
  }

  private static String base64(Image image) {
    return Base64.getEncoder().encodeToString(image.png());
  }
}
