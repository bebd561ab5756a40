package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.tree.parse.NoteToken;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.tree.parse.TextToken;
import com.hubspot.jinjava.tree.parse.Token;
import com.hubspot.jinjava.tree.parse.TokenScanner;
import com.hubspot.jinjava.tree.parse.UnclosedToken;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for what Jinjava cuts into other pieces than Jinja2, or takes where Jinja2 does not. */
final class SourceCheck {
  private static final Pattern TAG =
      Pattern.compile("\\{%[-+]?\\s*(\\w+)(?!\\w)(.*?)[-+]?%}", Pattern.DOTALL);
  private static final Pattern DELIMITER = Pattern.compile("\\{[{%#]");
  private static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw");
  private static final Pattern RAW = Pattern.compile("\\{%\\s*(end)?raw\\s*%}");
  private static final Set<String> TAGS =
      Set.of("if", "elif", "else", "endif", "for", "endfor", "set", "endset", "raw", "endraw");
  private static final Set<String> BARE =
      Set.of("else", "endif", "endfor", "endset", "raw", "endraw");

  private boolean raw;
  private @Nullable Token previous;

  private SourceCheck() {}

  /**
   * Checks Jinjava's tokens.
   *
   * @throws TemplateException if something is malformed or not known here
   */
  static void check(String template, JinjavaConfig config) {
    SourceCheck check = new SourceCheck();
    try {
      for (Iterator<Token> tokens = new TokenScanner(template, config); tokens.hasNext(); ) {
        Token token = tokens.next();
        TemplateException.located(token, () -> check.next(token));
      }
    } catch (IndexOutOfBoundsException e) { // Jinjava's, of {{}} and {%%}
      throw new TemplateException("a tag or an expression is empty");
    }
  }

  private Token next(Token token) {
    if (token instanceof UnclosedToken) {
      throw new TemplateException("a delimiter is not closed");
    }
    if (token instanceof TextToken
        && (raw ? END_RAW : DELIMITER).matcher(token.getImage()).find()) {
      throw new TemplateException("a delimiter is not expected");
    }
    if (token instanceof NoteToken) {
      comment(token);
    }
    if (token instanceof TagToken) {
      tag(token);
    }
    boolean besideComment =
        token instanceof NoteToken && previous != null && previous.isRightTrim()
            || previous instanceof NoteToken && token.isLeftTrim();
    if (besideComment) {
      throw new TemplateException("`-` beside a comment is not known here");
    }
    previous = token;
    return token;
  }

  private void comment(Token token) {
    String image = token.getImage();
    if (previous instanceof TextToken && previous.getImage().endsWith("{")) {
      throw new TemplateException("a delimiter is not expected");
    }
    if (image.length() < 4 || !image.startsWith("{#") || !image.endsWith("#}")) {
      throw new TemplateException("a comment that begins with {# has no #}");
    }
    if (image.matches("(?s)\\{#[-+].*|.*[-+]#}")) {
      throw new TemplateException("`-` in a comment is not known here");
    }
  }

  private void tag(Token token) {
    Matcher tag = TAG.matcher(token.getImage());
    if (!tag.matches()) {
      throw new TemplateException("expected the name of a tag");
    }
    String name = tag.group(1);
    if (!TAGS.contains(name)) {
      throw new TemplateException(
          "the tag '%s' is not known here; there are if, for, set and raw".formatted(name));
    }
    if (BARE.contains(name) && !tag.group(2).isBlank()) {
      throw new TemplateException("nothing may stand after '%s'".formatted(name));
    }
    if (name.endsWith("raw") && !RAW.matcher(token.getImage()).matches()) {
      throw new TemplateException("`-` and `+` beside '%s' are not known here".formatted(name));
    }
    raw = name.equals("raw");
  }
}
