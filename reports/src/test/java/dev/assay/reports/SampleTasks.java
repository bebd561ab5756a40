package dev.assay.reports;

import dev.assay.benchmark.Example;
import dev.assay.reports.WordTask.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the made-up models of {@link SampleRun} are asked: things to do to words and odd texts. */
final class SampleTasks {
  /** Texts that must stay texts. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "</script><script>document.title='broken'</script>",
          "<!-- <script> -->",
          "<img src=x onerror=alert(1)>",
          "safe \u202etxet gnorts\u202c end",
          "a NUL \0 and a bell \u0007",
          "\u001b[31mred\u001b[0m \u001b]0;title\u0007",
          "${7*7} #{7*7} <#if true>yes</#if> [=7*7]",
          "half a character \ud83d and a line separator \u2028.",
          "quotes \" ' ` &amp; &lt; \\u003c \\",
          "| pipe | *bold* [link](javascript:alert(1)) @someone #1",
          "x".repeat(10 << 20));

  private static final List<String> WORDS =
      List.of(
          "orchard", "lantern", "velvet", "copper", "meadow", "harbour", "thistle", "saddle",
          "pepper", "window", "glacier", "puzzle", "anchor", "ribbon", "walnut", "marble");

  private SampleTasks() {}

  /** Eight tasks in three groups. */
  static List<WordTask> small() {
    return List.of(
        task("letters/spell", "letters", "Spelling", "Spell out the word.", 60, s -> spaced(s)),
        task("letters/reverse", "letters", "Reversing", "Reverse the word.", 60, s -> reversed(s)),
        task(
            "letters/first",
            "letters",
            "First letter",
            "Give the first letter.",
            60,
            s -> s.substring(0, 1)),
        task("letters/double", "letters", "Doubling", "Double every letter.", 60, s -> doubled(s)),
        task(
            "letters/vowels",
            "letters",
            "Without vowels",
            "Leave the vowels out.",
            60,
            s -> s.replaceAll("[aeiou]", "")),
        task(
            "letters/capitals",
            "letters",
            "Capitals",
            "Write in capitals.",
            60,
            s -> s.toUpperCase(Locale.ROOT)),
        new WordTask(
            "copy/hostile",
            "copy",
            "Copying odd texts",
            "Copy the text.",
            hostile(),
            Scoring.WRONG_CHARACTERS),
        new WordTask(
            "overlap",
            "overlap",
            "Overlap",
            "Say the word again.",
            words(40, s -> s),
            Scoring.CORPUS_OVERLAP));
  }

  /** Fourteen tasks of a given size. */
  static List<WordTask> fourteen(int examples) {
    List<WordTask> tasks = new ArrayList<>();
    for (int i = 1; i <= 14; i++) {
      tasks.add(
          task(
              "letters/task" + i,
              "letters",
              "Task " + i,
              "Spell out the word.",
              examples,
              s -> spaced(s)));
    }
    return tasks;
  }

  private static WordTask task(
      String name,
      String group,
      String title,
      String asked,
      int size,
      UnaryOperator<String> answer) {
    return new WordTask(
        name, group, title + " (generated)", asked, words(size, answer), Scoring.EXACT_MATCH);
  }

  private static List<Example> words(int size, UnaryOperator<String> answer) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String word =
          WORDS.get(i % WORDS.size())
              + (i < WORDS.size() ? "" : WORDS.get(i / WORDS.size() % WORDS.size()));
      examples.add(new Example(Integer.toString(i), Map.of("word", word), answer.apply(word)));
    }
    return examples;
  }

  private static List<Example> hostile() {
    List<Example> examples = new ArrayList<>();
    for (String text : HOSTILE) {
      String id = "odd-" + examples.size();
      examples.add(
          new Example(id, Map.of("text", text.length() > 9999 ? "a long line" : text), text));
    }
    return examples;
  }

  private static String spaced(String word) {
    return String.join(" ", word.split(""));
  }

  private static String reversed(String word) {
    return new StringBuilder(word).reverse().toString();
  }

  private static String doubled(String word) {
    return word.replaceAll(".", "$0$0");
  }
}
