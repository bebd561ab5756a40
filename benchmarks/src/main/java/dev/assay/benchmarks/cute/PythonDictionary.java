package dev.assay.benchmarks.cute;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the one form of Python that CUTE's {@code prompts.py} needs: a name bound to a dictionary
 * of string literals, with comments and white space between. Literals are in single or double
 * quotes on one logical line; a backslash before a line's end continues the literal on the next
 * line. Anything else is an error that names line and column; no Python is run.
 */
final class PythonDictionary {
  private static final char END = '\0';

  private final DataText file;
  private final String source;
  private int position;

  private PythonDictionary(DataText file) {
    this.file = file;
    this.source = file.text().replace("\r\n", "\n");
  }

  /** The entries, in their order. */
  static Map<String, String> parse(DataText file) {
    return new PythonDictionary(file).dictionary();
  }

  private Map<String, String> dictionary() {
    Map<String, String> entries = new LinkedHashMap<>();
    skipBlank();
    name();
    expect('=');
    expect('{');
    while (peek() != '}') {
      int start = position;
      String key = literal();
      expect(':');
      if (entries.put(key, literal()) != null) {
        position = start;
        throw error("the key '" + key + "' appears twice");
      }
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (peek() != END) {
      throw error("only comments may follow the dictionary");
    }
    return entries;
  }

  private void name() {
    int start = position;
    while (Character.isJavaIdentifierPart(peekRaw()) && peekRaw() != END) {
      position++;
    }
    if (start == position) {
      throw error("a name expected, as in PROMPTS = {…}");
    }
    skipBlank();
  }

  private String literal() {
    char quote = peek();
    if (quote != '"' && quote != '\'') {
      throw error("a string literal in single or double quotes expected");
    }
    if (source.startsWith(String.valueOf(quote).repeat(3), position)) {
      throw error("triple quotes are not understood");
    }
    position++;
    StringBuilder text = new StringBuilder();
    while (peekRaw() != quote) {
      char c = peekRaw();
      if (c == END || c == '\n') {
        throw error("the string literal is not closed on its line");
      }
      if (c == '\\') {
        escape(text);
      } else {
        text.append(c);
        position++;
      }
    }
    position++;
    skipBlank();
    return text.toString();
  }

  private void escape(StringBuilder text) {
    position++;
    switch (peekRaw()) {
      case '\n' -> {}
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case '\\', '\'', '"' -> text.append(peekRaw());
      default -> throw error("the escape \\" + peekRaw() + " is not understood");
    }
    position++;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw error("'" + wanted + "' expected");
    }
    position++;
    skipBlank();
  }

  /** The next character after white space and comments. */
  private char peek() {
    skipBlank();
    return peekRaw();
  }

  private char peekRaw() {
    return position < source.length() ? source.charAt(position) : END;
  }

  private void skipBlank() {
    while (Character.isWhitespace(peekRaw()) || peekRaw() == '#') {
      if (peekRaw() == '#') {
        int end = source.indexOf('\n', position);
        position = end < 0 ? source.length() : end;
      } else {
        position++;
      }
    }
  }

  private SetupException error(String what) {
    String before = source.substring(0, Math.min(position, source.length()));
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    return new SetupException(
        "%s, line %d, column %d: %s. Expected is a dictionary of string literals, PROMPTS = {\"spell\": \"…\", …}, as CUTE publishes it; get it with `assay data pull cute`."
            .formatted(file.name(), line, column, what));
  }
}
