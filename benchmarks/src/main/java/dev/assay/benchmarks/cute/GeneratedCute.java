package dev.assay.benchmarks.cute;

import dev.assay.benchmarks.DataText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Makes tables of the form of CUTE's from embedded words, triples of words and a grammar: 200
 * examples a task, the same for ever. What a row asks follows CUTE's {@code data_gen}.
 */
final class GeneratedCute {
  private static final int EXAMPLES = 200;
  private static final long SEED = 2409_15452;

  private final List<String> words = lines("words.txt");
  private final List<String> triples = lines("related-words.tsv");
  private final SentenceGrammar grammar = new SentenceGrammar(lines("sentences.txt"));

  /** The prompts for the generated tables. */
  static PromptFile prompts() {
    return PromptFile.parse(DataText.of("prompts.json", resource("prompts.json")));
  }

  /** The words that the letter tasks ask about. */
  List<String> words() {
    return words;
  }

  /** The table of a task as tab-separated text, with a header. */
  String table(CuteTask task) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(task.columns());
    rows.addAll(rows(task));
    return rows.stream().map(row -> String.join("\t", row) + "\n").collect(Collectors.joining());
  }

  private List<List<String>> rows(CuteTask task) {
    if (task == CuteTask.ORTH || task == CuteTask.SEM) {
      return choices(task);
    }
    SplittableRandom random = new SplittableRandom(SEED + task.key().hashCode());
    return task.onWords() ? aboutSentences(task, random) : aboutWords(task, random);
  }

  private List<List<String>> aboutWords(CuteTask task, SplittableRandom random) {
    LetterQuestions questions = new LetterQuestions(random);
    List<List<String>> rows = new ArrayList<>();
    Iterator<String> next = shuffled(words, random).iterator();
    while (rows.size() < EXAMPLES) {
      String word = next.next();
      Optional<List<String>> row =
          switch (task) {
            case SPELL -> Optional.of(List.of(word, LetterQuestions.spaced(word)));
            case SPELL_INVERSE -> Optional.of(List.of(LetterQuestions.spaced(word), word));
            case CONTAINS_CHAR -> Optional.of(questions.contains(word, rows.size() % 2 == 0));
            case INS_CHAR -> Optional.of(questions.insert(word));
            case DEL_CHAR -> Optional.of(questions.delete(word));
            case SUB_CHAR -> Optional.of(questions.substitute(word));
            case SWAP_CHAR -> questions.swap(word);
            default -> throw new IllegalArgumentException(task + " is not about letters");
          };
      row.ifPresent(rows::add);
    }
    return rows;
  }

  private List<List<String>> aboutSentences(CuteTask task, SplittableRandom random) {
    WordQuestions questions = new WordQuestions(random);
    Set<List<String>> seen = new LinkedHashSet<>();
    List<List<String>> rows = new ArrayList<>();
    while (rows.size() < EXAMPLES) {
      List<String> sentence = grammar.sentence(random);
      if (!seen.add(sentence)) {
        continue;
      }
      String other = words.get(random.nextInt(words.size()));
      Optional<List<String>> row =
          switch (task) {
            case CONTAINS_WORD ->
                rows.size() % 2 == 0
                    ? Optional.of(questions.contained(sentence))
                    : questions.notContained(sentence, grammar.sentence(random));
            case INS_WORD -> Optional.of(questions.insert(sentence, other));
            case DEL_WORD -> Optional.of(questions.delete(sentence));
            case SUB_WORD -> Optional.of(questions.substitute(sentence, other));
            case SWAP_WORD -> questions.swap(sentence);
            default -> throw new IllegalArgumentException(task + " is not about sentences");
          };
      row.ifPresent(rows::add);
    }
    return rows;
  }

  /** Both tasks ask about the same words in the same order, as CUTE's do. */
  private List<List<String>> choices(CuteTask task) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> withoutHeader = triples.subList(1, triples.size());
    List<List<String>> rows = new ArrayList<>();
    for (String triple : shuffled(withoutHeader, random).subList(0, EXAMPLES)) {
      String[] cells = triple.split("\t");
      String label = task == CuteTask.SEM ? cells[1] : cells[2];
      boolean relatedFirst = random.nextBoolean();
      rows.add(List.of(cells[0], cells[relatedFirst ? 1 : 2], cells[relatedFirst ? 2 : 1], label));
    }
    return rows;
  }

  private static List<String> shuffled(List<String> list, SplittableRandom random) {
    List<String> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size(); i > 1; i--) {
      Collections.swap(shuffled, i - 1, random.nextInt(i));
    }
    return shuffled;
  }

  private static List<String> lines(String name) {
    return resource(name).lines().toList();
  }

  private static String resource(String name) {
    try (InputStream in = GeneratedCute.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
