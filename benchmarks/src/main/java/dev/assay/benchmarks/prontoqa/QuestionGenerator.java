package dev.assay.benchmarks.prontoqa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws questions that are distributed as those of the public generator with five hops, a fictional
 * ontology, relevant distractors and statements in random order; names and properties are its own.
 *
 * <p>Those questions all have one form, for that generator rejects whatever comes out otherwise. An
 * entity belongs to the first of six concepts, each of which belongs to the next. Four steps along
 * this chain and one to a property of the fifth concept answer the question. Each concept but the
 * last also belongs to one that leads nowhere, and all of these have properties too. The entity
 * belongs to another concept apart from the chain, and some concept that the entity does not belong
 * to has the opposite of the property asked about.
 */
final class QuestionGenerator {
  private static final int HOPS = 5;
  private static final List<String> ENTITIES =
      List.of("Fae", "Rex", "Sally", "Max", "Alex", "Sam", "Polly", "Stella", "Wren");
  private static final List<String> CONCEPTS =
      List.of(
          "wumpus", "yumpus", "zumpus", "dumpus", "rompus", "numpus", "tumpus", "vumpus", "impus",
          "jompus", "gorpus", "shumpus", "lempus", "sterpus", "grimpus", "lorpus", "brimpus");

  /** Only one property of a family occurs in a question, so that none follows from another. */
  private static final List<List<String>> PROPERTIES =
      List.of(
          List.of("blue", "red", "brown", "orange"),
          List.of("small", "large"),
          List.of("metallic", "wooden", "luminous", "liquid"),
          List.of("transparent", "opaque"),
          List.of("nervous", "happy", "feisty", "shy"),
          List.of("bright", "dull"),
          List.of("sweet", "sour", "spicy", "bitter"),
          List.of("floral", "fruity", "earthy"),
          List.of("hot", "cold", "temperate"),
          List.of("kind", "mean", "angry", "amenable", "aggressive"),
          List.of("melodic", "muffled", "discordant", "loud"),
          List.of("slow", "moderate", "fast"),
          List.of("windy", "sunny", "overcast", "rainy", "snowy"));

  // how often a property is denied. The public generator denies one in three, then walks on from a
  // concept with the weight 1 against 0.3 for asking about what it has, or 0.7 for what it has not
  private static final double DENIED = 1.0 / 3;
  private static final double DENIED_WHERE_PASSED = 1 / 1.7 / (1 / 1.7 + 2 / 1.3);
  private static final double DENIED_WHERE_ASKED = 0.7 / 1.7 / (0.7 / 1.7 + 2 * 0.3 / 1.3);

  private final SplittableRandom random;

  QuestionGenerator(SplittableRandom random) {
    this.random = random;
  }

  /**
   * The next question.
   *
   * @param truth whether the right answer is true
   */
  Question next(boolean truth) {
    Deque<String> concepts = new ArrayDeque<>(shuffled(CONCEPTS));
    Deque<List<String>> families = new ArrayDeque<>(shuffled(PROPERTIES));
    String entity = any(ENTITIES);
    String first = concepts.remove();
    Claim asked = property(families, DENIED_WHERE_ASKED);
    List<String> sentences = new ArrayList<>();
    String concept = first;
    for (int hop = 1; hop <= HOPS; hop++) {
      String next = concepts.remove();
      String distractor = concepts.remove();
      sentences.add(rule(concept, Claim.concept(next)));
      sentences.add(rule(concept, Claim.concept(distractor)));
      sentences.add(rule(distractor, property(families, DENIED)));
      sentences.add(rule(concept, hop < HOPS ? property(families, DENIED_WHERE_PASSED) : asked));
      concept = next;
    }
    String apart = concepts.remove();
    sentences.add(rule(apart, Claim.concept(concepts.remove())));
    sentences.add(rule(apart, property(families, DENIED)));
    sentences.add(rule(concepts.remove(), asked.negation()));
    List<String> facts = new ArrayList<>(shuffled(sentences));
    facts.addAll(
        shuffled(List.of(Claim.concept(first).of(entity), Claim.concept(apart).of(entity))));
    return new Question(
        String.join(" ", facts),
        Question.TRUE_OR_FALSE + (truth ? asked : asked.negation()).of(entity),
        Question.answer(truth));
  }

  private Claim property(Deque<List<String>> families, double denied) {
    return Claim.property(any(families.remove()), random.nextDouble() < denied);
  }

  /** Half of the rules are in the plural, a quarter begin with each, a quarter with every. */
  private String rule(String concept, Claim claim) {
    if (random.nextBoolean()) {
      String plural = concept + "es";
      return claim.ofAll(plural.substring(0, 1).toUpperCase(Locale.ROOT) + plural.substring(1));
    }
    return claim.of((random.nextBoolean() ? "Each " : "Every ") + concept);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size(); i > 1; i--) {
      Collections.swap(shuffled, i - 1, random.nextInt(i));
    }
    return shuffled;
  }
}
