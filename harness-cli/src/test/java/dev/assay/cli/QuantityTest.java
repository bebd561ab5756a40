package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void largeNumbersAreReadable() {
    assertThat(Quantity.count(14_000)).isEqualTo("14,000");
    assertThat(Quantity.approximate(0)).isEqualTo("0");
    assertThat(Quantity.approximate(999)).isEqualTo("999");
    assertThat(Quantity.approximate(999.6)).isEqualTo("1.00 k");
    assertThat(Quantity.approximate(2_100_000)).isEqualTo("2.10 M");
    assertThat(Quantity.approximate(47e9)).isEqualTo("47.0 G");
    assertThat(Quantity.approximate(3.2e14)).isEqualTo("320 T");
  }

  @Test
  void bytesAreInPowersOfTwo() {
    assertThat(Quantity.bytes(1023)).isEqualTo("1023 bytes");
    assertThat(Quantity.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Quantity.bytes(16L << 30)).isEqualTo("16.0 GiB");
  }

  @Test
  void durationsHaveTheirTwoLargestUnits() {
    assertThat(Quantity.duration(Duration.ofMillis(400))).isEqualTo("0 s");
    assertThat(Quantity.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Quantity.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Quantity.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
  }
}
