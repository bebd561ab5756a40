package dev.assay.reports;

import dev.assay.Json;

/**
 * JSON that may stand inside an HTML {@code script} element and in an editor. Outside strings JSON
 * has only ASCII punctuation, digits and letters, so whatever could end the element early or act
 * instead of showing lies within a string, where a {@code \}{@code u} escape means the same.
 */
final class EmbeddedJson {
  private EmbeddedJson() {}

  static String of(Object value) {
    String json = Json.line(value);
    StringBuilder safe = new StringBuilder(json.length() + json.length() / 16);
    json.codePoints()
        .forEach(
            c -> {
              if (c == '<' || VisibleText.acts(c)) {
                for (char unit : Character.toChars(c)) {
                  safe.append("\\u%04x".formatted((int) unit));
                }
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
