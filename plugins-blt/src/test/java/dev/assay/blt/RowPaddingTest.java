package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPaddingTest {
  @ParameterizedTest
  @ValueSource(strings = {"small", "projection", "half"})
  void theTestsModelsPadASingleRowWithoutAPastOfItsOwn(String model) {
    try (Network network = TinyModels.network(model, TinyModels.rule(model, Map.of()))) {
      assertThat(network.padding().rows(1)).isGreaterThan(1);
      assertThat(network.padding().kept(1)).isEqualTo(1);
    }
  }

  @Test
  void severalRowsKeepAPastEachTheirPaddingIncluded() {
    RowPadding padding = new RowPadding(4, true);
    assertThat(List.of(padding.kept(2), padding.kept(4), padding.kept(5))).containsExactly(4, 4, 8);
  }

  /** Two rows with the same keys of a single head would be computed as one product, otherwise. */
  @Test
  void withASingleHeadEveryRowKeepsAPast() {
    assertThat(new RowPadding(1, false).kept(1)).isEqualTo(2);
  }
}
