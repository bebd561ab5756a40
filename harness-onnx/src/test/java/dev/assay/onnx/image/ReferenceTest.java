package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.model.Image;
import dev.assay.onnx.OnnxSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against what PyTorch computes with the same weights. */
class ReferenceTest {

  @ParameterizedTest
  @EnumSource
  void logitsAreThoseOfTheReference(TinyGrids model) {
    JsonNode expected = model.expected();
    TokenModelFolder folder = model.read();
    List<Denoiser.Row> rows = new ArrayList<>();
    for (int i = 0; i < expected.path("rows").asInt(); i++) {
      rows.add(
          new Denoiser.Row(
              TinyGrids.integers(expected.path("tokens").get(i)),
              expected.path("time").path(i).asDouble(),
              expected.path("condition").path(i).asInt()));
    }
    assertThat(rows).hasSize(3);
    try (OnnxSession session = model.session();
        OnnxDenoiser denoiser = new OnnxDenoiser(session, folder)) {
      Denoiser.Logits logits = denoiser.predict(rows);
      int vocabulary = folder.denoiser().vocabulary();
      float[] found = new float[vocabulary];
      for (int row = 0; row < rows.size(); row++) {
        double[] all = TinyGrids.numbers(expected.path("logits").get(row));
        assertThat(all).hasSize(folder.length() * vocabulary);
        for (int position = 0; position < folder.length(); position++) {
          logits.get(row, position, 0, found);
          double[] wanted =
              Arrays.copyOfRange(all, position * vocabulary, (position + 1) * vocabulary);
          double[] numbers = IntStream.range(0, vocabulary).mapToDouble(i -> found[i]).toArray();
          assertThat(numbers).containsExactly(wanted, within(1e-4));
        }
      }
    }
  }

  @Test
  void theAutoencoderIsThatOfTheReference() {
    JsonNode expected = TinyGrids.IMPLICIT.expected();
    try (GridCodec codec = TinyGrids.IMPLICIT.codec(TokenGrid.Kind.IMAGE)) {
      assertThat(codec.blank().shape()).isEqualTo("8×8, grey");
      for (int i = 0; i < 3; i++) {
        int[] tokens = TinyGrids.integers(expected.path("encoded").get(i));
        assertThat(codec.tokens(image(expected.path("pixels").get(i)))).isEqualTo(tokens);
        Image decoded = codec.images(List.of(tokens)).get(0);
        Image wanted = image(expected.path("decoded").get(i));
        for (int k = 0; k < 64; k++) {
          assertThat(decoded.at(k % 8, k / 8, 0)).isCloseTo(wanted.at(k % 8, k / 8, 0), within(1));
        }
      }
    }
  }

  private static Image image(JsonNode pixels) {
    byte[] bytes = new byte[pixels.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(pixels.get(i).asDouble() * 255);
    }
    return new Image(8, 8, 1, bytes);
  }
}
