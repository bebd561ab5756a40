package dev.assay.model;

/**
 * Which question of which benchmark a request is: {@code cute/spell#17.0}.
 *
 * @param benchmark the benchmark's name, for example {@code cute/spell}
 * @param example the example's id within the benchmark
 * @param index which of the example's requests, from 0; several where an example is scored by
 *     comparing choices or is repeated
 */
public record RequestId(String benchmark, String example, int index) {
  @Override
  public String toString() {
    return benchmark + "#" + example + "." + index;
  }
}
