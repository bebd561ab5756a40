package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.Example;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.plan.Plan.PlannedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A made-up model: answers right with a given probability and spoils its answer otherwise.
 *
 * @param sees whether it looks at the answers
 * @param skill about how probably it is right
 * @param pace seconds an example
 */
record Speaker(
    String name, String family, boolean sees, double skill, double flopsPerByte, double pace) {

  String output(WordTask task, Example example, Random random, double gain) {
    String target = example.target();
    if (task.group().equals("copy") && (target.length() > 9_999 || random.nextDouble() < 0.7)) {
      return target;
    }
    boolean right = random.nextDouble() < skill + gain + 0.25 * Math.sin(task.name().hashCode());
    String answer = right ? target : spoilt(target, random);
    return family.equals("coconut") ? answer : "The answer is \"" + answer + "\"";
  }

  private static String spoilt(String target, Random random) {
    StringBuilder text = new StringBuilder(target);
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, (char) ('a' + random.nextInt(26)));
      default -> text.setCharAt(at, '#');
    }
    return text.toString();
  }

  Usage usage(String prompt, String output) {
    long in = prompt.getBytes(StandardCharsets.UTF_8).length;
    long out = output.getBytes(StandardCharsets.UTF_8).length;
    boolean tokens = family.equals("tokenized") || family.equals("coconut");
    return new Usage(
        in,
        out,
        tokens ? in / 4 : 0,
        tokens ? out / 4 + 1 : 0,
        family.equals("blt") ? in / 5 : 0,
        family.equals("coconut") ? 6 : 0,
        0,
        sees ? 0 : tokens ? out / 4 + 2 : out + 1,
        flopsPerByte * (in + out),
        pace);
  }

  Optional<Trace> trace(int i) {
    if (i >= 3 || !family.equals("blt")) {
      return Optional.empty();
    }
    return Optional.of(
        new Trace(
            "patches",
            Map.of("boundaries", List.of(0, 4, 9), "entropies", List.of(2.5, 0.31, 1.75))));
  }

  PlannedModel planned(String seed) {
    ModelCard card =
        new ModelCard(
            name,
            family,
            "A made-up model for the tests of the report.",
            "Apache-2.0",
            sees ? "nothing" : "nothing; it draws lots",
            sees ? OptionalLong.empty() : OptionalLong.of(2_345_678),
            sees ? Map.of() : Map.of("model.onnx", Sha256.of(name)),
            Map.of("context length", "1024"));
    return new PlannedModel(
        new ModelSpec(name, "made-up", Map.of("skill", Double.toString(skill))),
        card,
        Sha256.of("fingerprint of " + name + seed),
        sees);
  }
}
