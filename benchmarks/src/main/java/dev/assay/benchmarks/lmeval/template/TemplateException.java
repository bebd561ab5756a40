package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.tree.parse.Token;
import java.util.function.Supplier;

/**
 * What a template asks for and cannot have: a mistake of Jinja2's too, or something that is not
 * known here. {@link Template} says where. Jinjava lets its own kind of exception through.
 */
class TemplateException extends InterpretException {
  private static final int LONGEST_EXCERPT = 120;

  TemplateException(String message) {
    super(message);
  }

  /** Does what a tag or expression asks for; errors tell it as it stands in the template. */
  static <T> T located(Token source, Supplier<T> work) {
    try {
      return work.get();
    } catch (Located e) {
      throw e;
    } catch (TemplateException e) {
      String whole = source.getImage();
      String excerpt =
          whole.length() <= LONGEST_EXCERPT ? whole : whole.substring(0, LONGEST_EXCERPT) + "…";
      throw new Located(e.getMessage() + ", in " + excerpt);
    }
  }

  /** An error that says where it comes from: the innermost tag or expression. */
  private static final class Located extends TemplateException {
    Located(String message) {
      super(message);
    }
  }
}
