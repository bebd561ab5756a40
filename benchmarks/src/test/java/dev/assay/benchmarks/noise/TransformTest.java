package dev.assay.benchmarks.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformTest {
  private static final String TEXT = "A cat sat on the mat, didn't it? ".repeat(10);

  private static String noisy(Transform transform, String text) {
    return transform.of(text, new Random(7));
  }

  @Test
  void antSpeakIsInUpperCaseWithASpaceBetweenCharacters() {
    assertThat(noisy(Transform.ANTSPEAK, "Ants are")).isEqualTo("A N T S   A R E");
    assertThat(noisy(Transform.ANTSPEAK, "ne\u0301\nx")).isEqualTo("N E\u0301\nX");
  }

  @Test
  void upperCaseIsThatOfUnicode() {
    assertThat(noisy(Transform.UPPERCASE, "straße, ωμέγα i")).isEqualTo("STRASSE, ΩΜΈΓΑ I");
  }

  @Test
  void randomCaseKeepsTheLettersAndHasBothCases() {
    String mixed = noisy(Transform.RANDOMCASE, TEXT);

    assertThat(mixed).isEqualToIgnoringCase(TEXT);
    assertThat(mixed.chars().filter(Character::isUpperCase).count()).isBetween(80L, 160L);
  }

  @Property
  void dropRemovesATenthOfTheCharacters(@ForAll @IntRange(max = 500) int size, @ForAll long seed) {
    List<String> before = Characters.of(differentCharacters(size));

    List<String> after =
        Characters.of(Transform.DROP.of(differentCharacters(size), new Random(seed)));

    assertThat(after).hasSize(size - (int) Math.round(size / 10.0));
    assertThat(before.stream().filter(after::contains).toList()).isEqualTo(after);
  }

  @Property
  void repeatWritesAFifthOfTheCharactersUpToFourTimesMore(
      @ForAll @IntRange(max = 500) int size, @ForAll long seed) {
    String text = differentCharacters(size);

    String after = Transform.REPEAT.of(text, new Random(seed));

    Map<String, Long> counts =
        Characters.of(after).stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(after.replaceAll("(.)\\1*", "$1")).isEqualTo(text);
    assertThat(counts.values()).allMatch(count -> count <= 5);
    assertThat(counts.values().stream().filter(count -> count > 1).count())
        .isEqualTo(Math.round(size / 5.0));
  }

  private static String differentCharacters(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Character.toString(0x4e00 + i))
        .collect(Collectors.joining());
  }

  @Property
  void randomCaseChangesNothingButCase(@ForAll String text) {
    String mixed = Transform.RANDOMCASE.of(text, new Random(text.hashCode()));

    assertThat(folded(mixed)).isEqualTo(folded(text));
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder();
    for (String character : Characters.of(text)) {
      folded.append(
          character.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT));
    }
    return folded.toString();
  }

  @ParameterizedTest
  @EnumSource
  void noiseIsTheSameForTheSameSeedAndAnotherForAnother(Transform transform) {
    String first = transform.of(TEXT, new Random(1));

    assertThat(transform.of(TEXT, new Random(1))).isEqualTo(first).isNotEqualTo(TEXT);
    boolean leftToChance = transform != Transform.ANTSPEAK && transform != Transform.UPPERCASE;
    assertThat(!transform.of(TEXT, new Random(2)).equals(first)).isEqualTo(leftToChance);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyTextStaysEmptyAndASingleCharacterStaysAText(Transform transform) {
    assertThat(noisy(transform, "")).isEmpty();
    assertThat(noisy(transform, "é")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noNoiseTearsACharacterApart(Transform transform) {
    String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";

    assertThat(Characters.of(noisy(transform, family.repeat(30))))
        .containsOnly(
            transform == Transform.ANTSPEAK ? new String[] {family, " "} : new String[] {family});
  }
}
