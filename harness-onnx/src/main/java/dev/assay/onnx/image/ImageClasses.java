package dev.assay.onnx.image;

import dev.assay.SetupException;
import dev.assay.model.ImageCondition;
import dev.assay.onnx.FolderJson;
import java.util.List;
import java.util.Optional;

/**
 * The classes of picture that a model can be asked for.
 *
 * @param names of the classes by id; none where the model takes no class
 * @param nullClass the id that means no class, where the model was trained with one
 */
public record ImageClasses(List<String> names, Optional<Integer> nullClass) {

  /** Reads the keys {@code classes} and {@code null_class} of a {@code model.json}. */
  public static ImageClasses read(FolderJson model) {
    List<String> names = TokenGrid.texts(model, "classes");
    Optional<Integer> nullClass = model.optionalInteger("null_class", 0);
    if (nullClass.isPresent() && names.isEmpty()) {
      throw new SetupException(
          "%s: key 'null_class' is of no use without classes; name them under key 'classes'"
              .formatted(model.file()));
    }
    return new ImageClasses(names, nullClass);
  }

  /**
   * The id of the class that is asked for: the one of that name, or, where the name is a number
   * that no class is called, the one of that number.
   *
   * @return 0 where the model takes no class
   * @throws RefusedRequest if the model cannot be asked so
   */
  public int id(ImageCondition condition) {
    if (condition instanceof ImageCondition.Caption) {
      throw new RefusedRequest("the model cannot read captions");
    }
    if (condition instanceof ImageCondition.ClassLabel asked) {
      return id(asked);
    }
    if (names.isEmpty()) {
      return 0;
    }
    return nullClass.orElseThrow(
        () ->
            new RefusedRequest(
                "the model must be told a class, and the request has none; it knows " + names));
  }

  private int id(ImageCondition.ClassLabel asked) {
    int byName = names.indexOf(asked.name());
    if (byName >= 0) {
      return byName;
    }
    boolean number = asked.name().equals(Integer.toString(asked.label()));
    if (number && asked.label() >= 0 && asked.label() < names.size()) {
      return asked.label();
    }
    throw new RefusedRequest(
        names.isEmpty()
            ? "the model takes no class, and '%s' is asked for".formatted(asked.name())
            : "the model does not know class '%s'; it knows %s".formatted(asked.name(), names));
  }
}
