package dev.assay.gate;

import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyRuns;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.Usage;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.util.Map;

/** Judges runs of dummies, and finds what was said of them. */
final class Judging {
  private static final Map<String, String> SETTINGS = Map.of("seed", "0", "threads", "1");

  private Judging() {}

  static Judgement of(GateResult result, String benchmark, String metric) {
    return result.judgements().stream()
        .filter(j -> j.benchmark().equals(benchmark) && j.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  static GateResult judge(RunResult baseline, RunResult candidate) {
    return Gate.judge(new PolicyReader().standard(), baseline, candidate);
  }

  static GateResult judge(String policy, RunResult baseline, RunResult candidate) {
    return Gate.judge(new PolicyReader().read(policy, "gate.yaml"), baseline, candidate);
  }

  static Response<GeneratedText> answer(String text, Usage usage) {
    return Response.of(new GeneratedText(text, GeneratedText.Finish.END), usage);
  }

  /**
   * A finished run.
   *
   * @param temporary where its folder may lie
   */
  static RunResult run(Path temporary, DummyLab lab, String... models) {
    return new DummyRuns(temporary).run(lab, SETTINGS, Map.of("os", "any"), models);
  }
}
