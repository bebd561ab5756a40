package dev.assay;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names as users select them: {@code *} stands for any characters, {@code ?} for one.
 *
 * @param text the pattern as written, often a plain name
 */
public record NamePattern(String text) {
  /** Whether a whole name is meant. */
  public boolean matches(String name) {
    String regex =
        text.chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
  }
}
