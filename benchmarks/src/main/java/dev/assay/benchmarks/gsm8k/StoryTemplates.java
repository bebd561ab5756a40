package dev.assay.benchmarks.gsm8k;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The sentences of the generated word problems and the numbers in them, as in {@code
 * templates.json}, which the training of the bundled models reads as well. Slots are {@code
 * {name}}, {@code {other}} for another person, {@code {objects}}, {@code {n}}, and the pronouns of
 * the first person, written as a man's.
 *
 * @param steps how many calculations a problem has
 * @param values what may be had at any time
 * @param starts what may be had at first
 * @param operands by what each operation may change it
 * @param people to whom it happens
 * @param pronouns the forms of {@code he} and of {@code she}
 * @param objects what is counted
 * @param beginnings first sentences
 * @param changes sentences for each operation
 * @param questions last sentences
 */
record StoryTemplates(
    Range steps,
    Range values,
    Range starts,
    Map<Operation, Range> operands,
    List<Person> people,
    Map<String, Map<String, String>> pronouns,
    List<String> objects,
    List<String> beginnings,
    Map<Operation, List<Change>> changes,
    List<String> questions) {
  private static final String FILE = "templates.json";

  /** Numbers from the first to the last, both included. */
  record Range(int from, int to) {
    boolean contains(int number) {
      return from <= number && number <= to;
    }

    IntStream numbers() {
      return IntStream.rangeClosed(from, to);
    }
  }

  /** A person, with the kind of pronouns. */
  record Person(String name, String pronouns) {}

  /**
   * A sentence.
   *
   * @param number the only number it stands for, where it says "half" or "twice"
   */
  record Change(String text, Optional<Integer> number) {
    boolean canSay(int operand) {
      return number.isEmpty() || number.get() == operand;
    }
  }

  /** The embedded templates. */
  static StoryTemplates embedded() {
    try {
      return Json.mapper().readValue(text(), StoryTemplates.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(FILE + " is damaged", e);
    }
  }

  private static String text() {
    try (InputStream in = StoryTemplates.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
