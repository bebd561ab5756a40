package dev.assay.benchmarks.gsm8k;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmarks.DataText;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GSM8k's test set in two protocols: {@code gsm8k/test} as lm-evaluation-harness asks it, {@code
 * gsm8k/plain} as Coconut and iCoT do.
 */
public final class Gsm8kProvider implements BenchmarkProvider {
  private static final String GROUP = "gsm8k";
  private static final String FEW_SHOT = "gsm8k/test";
  private static final String PLAIN = "gsm8k/plain";

  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry(FEW_SHOT, GROUP, "Grade-school word problems after worked examples", false),
        new Entry(PLAIN, GROUP, "Grade-school word problems in Coconut's layout", false));
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(Gsm8kDataSet.SET);
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    return switch (name) {
      case FEW_SHOT -> fewShot(Gsm8kDataSet.test(data), Gsm8kDataSet.train(data));
      case PLAIN -> plain(Gsm8kDataSet.test(data));
      default -> throw SetupException.unknownName("benchmark", name, List.of(FEW_SHOT, PLAIN));
    };
  }

  private static FewShotBenchmark fewShot(DataText test, DataText train) {
    List<Problem> problems = Problem.read(test);
    FewShotPrompts prompts = FewShotPrompts.of(train, problems.size());
    return new FewShotBenchmark(
        card(
            FEW_SHOT,
            "GSM8k, %d worked examples".formatted(FewShotPrompts.SHOTS),
            FewShotBenchmark.DESCRIPTION,
            List.of(test, train),
            Sha256.of(test.sha256() + train.sha256() + prompts.of(0, ""))),
        prompts,
        examples(problems));
  }

  private static StepsBenchmark plain(DataText test) {
    List<Problem> problems = Problem.read(test);
    Map<String, List<String>> steps = new HashMap<>();
    for (int i = 0; i < problems.size(); i++) {
      steps.put(Integer.toString(i), problems.get(i).steps());
    }
    return new StepsBenchmark(
        card(
            PLAIN,
            "GSM8k, question only",
            "Solves a word problem without worked examples, as Coconut and iCoT do. "
                + StepsBenchmark.SCORING,
            List.of(test),
            test.sha256()),
        examples(problems),
        steps);
  }

  private static List<Example> examples(List<Problem> problems) {
    List<Example> examples = new ArrayList<>();
    for (Problem problem : problems) {
      examples.add(
          new Example(
              Integer.toString(examples.size()),
              Map.of("question", problem.question()),
              problem.answer()));
    }
    return examples;
  }

  private static BenchmarkCard card(
      String name, String title, String description, List<DataText> texts, String sha256) {
    return new BenchmarkCard(
        name,
        "1",
        title,
        GROUP,
        description,
        Gsm8kDataSet.source(texts),
        Gsm8kDataSet.SET.licence(),
        sha256,
        false);
  }
}
