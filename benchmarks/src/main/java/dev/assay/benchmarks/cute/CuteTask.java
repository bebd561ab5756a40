package dev.assay.benchmarks.cute;

import java.util.List;
import java.util.stream.IntStream;

/** The fourteen tasks of CUTE, in the order of its paper. */
enum CuteTask {
  SPELL("spell", "spelling", "Spell a word: its letters with spaces between.", 1),
  SPELL_INVERSE("spell_inverse", "inverse spelling", "Join spelled letters into a word.", 1),
  CONTAINS_CHAR("contains_char", "contains letter", "Is a letter in a word?", 2),
  CONTAINS_WORD("contains_word", "contains word", "Is a word in a sentence?", 2),
  ORTH("orth", "orthographic similarity", "Which of two words is closer in spelling?", 3),
  SEM("sem", "semantic similarity", "Which of two words is closer in meaning?", 3),
  INS_CHAR("ins_char", "insert letter", "Add a letter after every instance of another.", 3),
  INS_WORD("ins_word", "insert word", "Add a word after every instance of another.", 3),
  DEL_CHAR("del_char", "delete letter", "Delete every instance of a letter from a word.", 2),
  DEL_WORD("del_word", "delete word", "Delete every instance of a word from a sentence.", 2),
  SWAP_CHAR("swap_char", "swap letters", "Swap two letters in a word.", 3),
  SWAP_WORD("swap_word", "swap words", "Swap two words in a sentence.", 3),
  SUB_CHAR("sub_char", "substitute letter", "Replace every instance of a letter in a word.", 3),
  SUB_WORD("sub_word", "substitute word", "Replace every instance of a word in a sentence.", 3);

  private static final String LABEL = "label";

  private final String key;
  private final String title;
  private final String question;
  private final int inputs;

  CuteTask(String key, String title, String question, int inputs) {
    this.key = key;
    this.title = title;
    this.question = question;
    this.inputs = inputs;
  }

  /** The name in CUTE's files, for example {@code spell_inverse}. */
  String key() {
    return key;
  }

  String title() {
    return title;
  }

  /** What is asked, in one sentence. */
  String question() {
    return question;
  }

  /** How many cells of a row go into the prompt. */
  int inputs() {
    return inputs;
  }

  /** The header of its table: the inputs, then the label. */
  List<String> columns() {
    return IntStream.rangeClosed(1, inputs + 1)
        .mapToObj(i -> i <= inputs ? "input" + i : LABEL)
        .toList();
  }

  /** Whether it works on the words of a sentence; CUTE then ignores the case of answers. */
  boolean onWords() {
    return key.endsWith("_word");
  }

  /** Whether CUTE also asks it about strings of random consonants. */
  boolean onRandomStrings() {
    return this == SPELL || this == SPELL_INVERSE || key.endsWith("_char");
  }
}
