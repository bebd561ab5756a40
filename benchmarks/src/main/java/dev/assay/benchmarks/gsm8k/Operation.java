package dev.assay.benchmarks.gsm8k;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalInt;

/** What a sentence of a generated word problem does to the number of objects. */
enum Operation {
  @JsonProperty("+")
  PLUS('+'),
  @JsonProperty("-")
  MINUS('-'),
  @JsonProperty("*")
  TIMES('*'),
  @JsonProperty("/")
  DIVIDED_BY('/');

  private final char sign;

  Operation(char sign) {
    this.sign = sign;
  }

  char sign() {
    return sign;
  }

  /** The result; empty where a division leaves a remainder. */
  OptionalInt apply(int value, int operand) {
    return switch (this) {
      case PLUS -> OptionalInt.of(value + operand);
      case MINUS -> OptionalInt.of(value - operand);
      case TIMES -> OptionalInt.of(value * operand);
      case DIVIDED_BY ->
          value % operand == 0 ? OptionalInt.of(value / operand) : OptionalInt.empty();
    };
  }
}
