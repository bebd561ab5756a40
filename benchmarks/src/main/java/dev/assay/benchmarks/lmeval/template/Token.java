package dev.assay.benchmarks.lmeval.template;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a template.
 *
 * @param text as it stands in the template; for {@link Kind#TEXT} what is printed
 * @param value of a text or a number
 * @param start where it begins in the template
 */
record Token(Kind kind, String text, @Nullable Object value, int start) {
  enum Kind {
    TEXT,
    OUTPUT_BEGIN,
    OUTPUT_END,
    TAG_BEGIN,
    TAG_END,
    NAME,
    LITERAL,
    OPERATOR,
    END
  }

  boolean is(Kind kind, String text) {
    return this.kind == kind && this.text.equals(text);
  }

  boolean isOperator(String text) {
    return is(Kind.OPERATOR, text);
  }

  boolean isName(String text) {
    return is(Kind.NAME, text);
  }

  /** For errors. */
  @Override
  public String toString() {
    return kind == Kind.END ? "the end of the template" : "'" + text + "'";
  }
}
