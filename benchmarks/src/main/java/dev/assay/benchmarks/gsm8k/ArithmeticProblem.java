package dev.assay.benchmarks.gsm8k;

import dev.assay.Sha256;
import java.util.List;

/**
 * A generated word problem.
 *
 * @param question the story and what is asked
 * @param calculations the steps; each goes on from the result before
 */
record ArithmeticProblem(String question, List<Calculation> calculations) {
  private static final int TEST_SHARE = 8;

  ArithmeticProblem {
    calculations = List.copyOf(calculations);
  }

  /** The number asked for. */
  String answer() {
    return Integer.toString(calculations.get(calculations.size() - 1).result());
  }

  /** The steps as a model should write them. */
  List<String> steps() {
    return calculations.stream().map(Calculation::toString).toList();
  }

  /** What is calculated, without the story: {@code 12+5*2}. */
  static String canonical(List<Calculation> calculations) {
    StringBuilder form = new StringBuilder().append(calculations.get(0).value());
    calculations.forEach(step -> form.append(step.operation().sign()).append(step.operand()));
    return form.toString();
  }

  /**
   * Whether what is calculated is kept for the test: the first byte of the sha256 of its canonical
   * form is divisible by 8. Models are trained on the others.
   */
  static boolean isTest(List<Calculation> calculations) {
    String firstByte = Sha256.of(canonical(calculations)).substring(0, 2);
    return Integer.parseInt(firstByte, 16) % TEST_SHARE == 0;
  }
}
