package dev.assay.benchmarks;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that a user gave a benchmark, checked as they are read: a value that is not what it
 * must be is a {@link SetupException} that names the option.
 *
 * @param benchmark the benchmark's name without options
 * @param values the options as text
 */
public record BenchmarkOptions(String benchmark, Map<String, String> values) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:[x×](\\d{1,5}))?");

  public BenchmarkOptions {
    values = Map.copyOf(values);
  }

  /** Width and height. */
  public record Size(int width, int height) {}

  /** The name on the benchmark's card. */
  public String name() {
    return new BenchmarkSpec(benchmark, values).name();
  }

  /** What stands behind the benchmark's title: the name that the user gave it, if any. */
  public String titled(String title) {
    String given = values.get(BenchmarkSpec.NAME);
    return given == null ? title : title + " " + given;
  }

  /** Whether an option is given. */
  public boolean has(String option) {
    return values.containsKey(option);
  }

  /** A text that must be given. */
  public String text(String option) {
    String value = values.get(option);
    if (value == null || value.isBlank()) {
      throw new SetupException(
          "benchmark '%s' needs the option '%s'; write --benchmark-args %s=..., or in a suite {benchmark: %s, %s: ...}"
              .formatted(benchmark, option, option, benchmark, option));
    }
    return value;
  }

  /** A text, or another where none is given. */
  public String text(String option, String otherwise) {
    return values.getOrDefault(option, otherwise);
  }

  /** A folder that must be given and exist. */
  public Path folder(String option) {
    Path folder = Path.of(text(option));
    if (!Files.isDirectory(folder)) {
      throw wrong(option, "a folder that exists");
    }
    return folder;
  }

  /** A file that must be given and exist. */
  public Path file(String option) {
    Path file = Path.of(text(option));
    if (!Files.isRegularFile(file)) {
      throw wrong(option, "a file that exists");
    }
    return file;
  }

  /** A whole number, if it is given. */
  public OptionalInt integer(String option, int least, int most) {
    if (!has(option)) {
      return OptionalInt.empty();
    }
    String value = values.get(option);
    if (!value.matches("\\d{1,9}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw wrong(option, "a whole number from %,d to %,d".formatted(least, most));
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  /** A size in pixels, as {@code 64} or {@code 64x48} (width, height), if it is given. */
  public Optional<Size> size(String option) {
    if (!has(option)) {
      return Optional.empty();
    }
    Matcher matcher = SIZE.matcher(values.get(option));
    if (!matcher.matches()) {
      throw wrong(option, "a size in pixels, such as 64 or 64x48");
    }
    int width = Integer.parseInt(matcher.group(1));
    int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
    if (width == 0 || height == 0) {
      throw wrong(option, "a size of at least 1");
    }
    return Optional.of(new Size(width, height));
  }

  private SetupException wrong(String option, String expected) {
    return new SetupException(
        "benchmark '%s': option '%s' must be %s, not '%s'"
            .formatted(benchmark, option, expected, values.get(option)));
  }
}
