package dev.assay.benchmarks.gsm8k;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import dev.assay.benchmarks.python.PythonRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The prompts of lm-evaluation-harness's task {@code gsm8k}: five worked examples, then the
 * question. Every problem gets other examples. They are drawn one problem after the other, so those
 * of a problem depend on its place in the test, and a limit changes none.
 */
final class FewShotPrompts {
  /** How many worked examples a prompt has. */
  static final int SHOTS = 5;

  /** lm-evaluation-harness's default {@code fewshot_seed}. */
  private static final int SEED = 1234;

  private final List<Problem> pool;
  private final List<List<Integer>> drawn;

  private FewShotPrompts(List<Problem> pool, List<List<Integer>> drawn) {
    this.pool = pool;
    this.drawn = drawn;
  }

  /**
   * Draws the worked examples of a number of test problems.
   *
   * @throws SetupException if the file has too few problems
   */
  static FewShotPrompts of(DataText train, int problems) {
    List<Problem> pool = Problem.read(train);
    if (pool.size() < SHOTS) {
      throw new SetupException(
          "%s: holds %d problems; a prompt shows %d worked examples"
              .formatted(train.name(), pool.size(), SHOTS));
    }
    PythonRandom random = new PythonRandom(SEED);
    List<List<Integer>> drawn = new ArrayList<>();
    for (int i = 0; i < problems; i++) {
      drawn.add(random.sample(pool.size(), SHOTS));
    }
    return new FewShotPrompts(pool, drawn);
  }

  /**
   * The prompt of a problem.
   *
   * @param index its place in the test, from 0
   */
  String of(int index, String question) {
    StringBuilder prompt = new StringBuilder();
    for (int shot : drawn.get(index)) {
      Problem worked = pool.get(shot);
      prompt.append(asked(worked.question())).append(' ').append(worked.solution()).append("\n\n");
    }
    return prompt.append(asked(question)).toString();
  }

  private static String asked(String question) {
    return "Question: " + question + "\nAnswer:";
  }
}
