package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Everything(
      Optional<String> text,
      OptionalInt small,
      OptionalLong large,
      OptionalDouble real,
      double number,
      Map<String, Double> map,
      List<Optional<String>> list) {}

  @Test
  void recordsComeBackAsTheyWere() throws JsonProcessingException {
    List<Everything> values =
        List.of(
            new Everything(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Double.NaN,
                Map.of(),
                List.of()),
            new Everything(
                Optional.of(""),
                OptionalInt.of(Integer.MIN_VALUE),
                OptionalLong.of(Long.MAX_VALUE),
                OptionalDouble.of(Double.NaN),
                Double.NEGATIVE_INFINITY,
                Map.of("a", Double.NaN, "b", 0.1 + 0.2),
                List.of(Optional.empty(), Optional.of("x"))));

    for (Everything value : values) {
      assertThat(Json.mapper().readValue(Json.line(value), Everything.class)).isEqualTo(value);
      assertThat(Json.mapper().readValue(Json.pretty().writeValueAsString(value), Everything.class))
          .isEqualTo(value);
    }
  }

  @Test
  void whatLaterVersionsAddIsPassedOver() throws JsonProcessingException {
    record Point(int x, OptionalInt y) {}
    assertThat(Json.mapper().readValue("{\"x\": 1, \"z\": {}}", Point.class))
        .isEqualTo(new Point(1, OptionalInt.empty()));
  }

  @Property
  void anyTextIsOneLineThatUtf8CanCarryAndComesBack(@ForAll String text) {
    String line = Json.line(List.of(text + "\ud83d" + text));

    assertThat(line).doesNotContain("\n").doesNotContain("\ud83d\"");
    byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(line);
    assertThat(Json.parse(line).get(0).asText()).isEqualTo(text + "\ud83d" + text);
  }

  @Test
  void outputsLargerThanJacksonsOwnLimitAreRead() {
    String image = "x".repeat(20_000_001);
    assertThat(Json.parse(Json.line(List.of(image))).get(0).asText()).hasSize(20_000_001);
  }
}
