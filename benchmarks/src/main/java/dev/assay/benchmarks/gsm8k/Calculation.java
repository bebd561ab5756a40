package dev.assay.benchmarks.gsm8k;

/** A step of a generated word problem, for example {@code <<12+5=17>>}. */
record Calculation(int value, Operation operation, int operand, int result) {
  @Override
  public String toString() {
    return "<<%d%c%d=%d>>".formatted(value, operation.sign(), operand, result);
  }
}
