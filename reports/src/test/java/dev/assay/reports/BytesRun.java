package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Settings;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;
import dev.assay.summary.Summarizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A run for tests of what a report shows of models over bytes: noise, languages, patches, published
 * numbers. Scores, traces and usage are made up from a seed; the core's summariser does the rest.
 */
final class BytesRun {
  static final List<String> CUTE =
      List.of(
          "contains_char",
          "contains_word",
          "del_char",
          "del_word",
          "ins_char",
          "ins_word",
          "orth",
          "sem",
          "spell",
          "spell_inverse",
          "sub_char",
          "sub_word",
          "swap_char",
          "swap_word");

  private static final List<String> TEXTS =
      List.of(
          "Spell out the word “café”.\n\tAnswer: \"c a f é\"",
          "你好, мир! <b>bold</b> & 👩‍👩‍👧 naïve",
          "plain text with some words in it that go on for a while, and on");

  private record Speaker(String name, String family, double skill, double flopsPerByte) {
    boolean patches() {
      return family.equals("blt");
    }
  }

  private static final List<Speaker> SPEAKERS =
      List.of(
          new Speaker("bpe-twin", "tokenized", 0.45, 1.6e6),
          new Speaker("blt-entropy", "blt", 0.8, 1.5e6),
          new Speaker("blt-space", "blt", 0.7, 1.3e6));

  private BytesRun() {}

  static RunResult run() {
    List<StatedTask> tasks = new ArrayList<>();
    CUTE.forEach(name -> tasks.add(cute(name)));
    CUTE.forEach(name -> tasks.add(cute(name).changed("drop", "Drop")));
    CUTE.forEach(name -> tasks.add(cute(name).changed("uppercase", "UpperCase")));
    tasks.add(bits("deu", "German", "Latn", "high"));
    tasks.add(bits("fra", "French", "Latn", "high"));
    tasks.add(bits("swh", "Swahili", "Latn", "low"));
    tasks.add(bits("rus", "Russian", "Cyrl", "high"));
    tasks.add(bits("kir", "Kyrgyz", "Cyrl", "low"));
    tasks.add(bits("hin", "Hindi", "Deva", "mid"));
    tasks.add(
        StatedTask.of(
            "flores101/deu-eng",
            "flores101-to-english",
            "FLORES-101 German to English",
            false,
            labels("deu", "German", "Latn", "high"),
            StatedTask.BLEU,
            TEXTS));
    return run(tasks);
  }

  static StatedTask cute(String name) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      texts.add(TEXTS.get(i % TEXTS.size()) + (i < TEXTS.size() ? "" : " " + i));
    }
    return StatedTask.of(
        "cute/" + name, "cute", "CUTE " + name, false, Map.of(), StatedTask.EXACT_MATCH, texts);
  }

  private static StatedTask bits(String code, String name, String script, String resource) {
    return StatedTask.of(
        "flores101-bpb/" + code,
        "flores101-bpb",
        "FLORES-101 bits per byte, " + name,
        false,
        labels(code, name, script, resource),
        StatedTask.BITS_PER_BYTE,
        TEXTS);
  }

  private static Map<String, String> labels(
      String code, String name, String script, String resource) {
    return Map.of("language", code, "name", name, "script", script, "resource", resource);
  }

  static RunResult run(List<StatedTask> tasks) {
    Plan plan =
        new Plan(
            "bytes",
            Settings.DEFAULT,
            SPEAKERS.stream().map(BytesRun::planned).toList(),
            tasks.stream().map(t -> new PlannedBenchmark(t, t.examples())).toList());
    List<ExampleResult> results = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (Speaker speaker : SPEAKERS) {
      for (StatedTask task : tasks) {
        for (Example example : task.examples()) {
          results.add(result(speaker, task, example));
        }
        timings.add(new Timing(speaker.name(), task.card().name(), 0.2, OptionalDouble.of(0.19)));
      }
    }
    return new RunResult(
        MadeUpManifest.of(plan, "bytes.yaml"),
        Summarizer.summarize(plan, results, timings),
        results);
  }

  private static ExampleResult result(Speaker speaker, StatedTask task, Example example) {
    String metric = task.metrics().get(0).name();
    Random random = random(speaker.name() + task.card().original() + example.id());
    double worse =
        switch (task.card().labels().getOrDefault("noise", "")) {
          case "drop" -> 0.25;
          case "uppercase" -> -0.01;
          default -> 0;
        };
    double luck = random.nextDouble();
    double value =
        switch (metric) {
          case "exact_match" -> luck < speaker.skill() - worse ? 1 : 0;
          case "bleu" -> 20 + 20 * speaker.skill() * luck;
          default -> 1.2 + luck - speaker.skill() / 2 + random(task.card().name()).nextDouble();
        };
    String prompt = "Question: " + example.target() + "\n";
    String output = "“" + example.target().substring(0, 9) + "”";
    return new ExampleResult(
        speaker.name(),
        task.card().name(),
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        prompt,
        List.of(output),
        Optional.of(Score.of(metric, value, output)),
        Optional.empty(),
        usage(speaker, task.card().name(), prompt, output),
        speaker.patches() && Integer.parseInt(example.id()) < 3
            ? Optional.of(trace(prompt, output, speaker.name().endsWith("space")))
            : Optional.empty(),
        false);
  }

  private static Usage usage(Speaker speaker, String task, String prompt, String output) {
    long in = bytes(prompt).length;
    long out = bytes(output).length;
    long each = 4 + random(speaker.name() + task).nextInt(3);
    double flops = speaker.flopsPerByte() * (in + out);
    return speaker.patches()
        ? new Usage(in, out, 0, 0, (in + out) / each, 0, 0, out, flops, flops / 4, 0.01)
        : new Usage(in, out, in / 4, out / 4 + 1, 0, 0, 0, out / 4 + 1, flops, 0.01);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A trace as models over bytes leave it. By space it has no entropies; by entropy its boundaries
   * follow from made-up entropies, and its last two bytes are no UTF-8.
   */
  static Trace trace(String prompt, String output, boolean bySpace) {
    byte[] text = bytes(prompt + output);
    if (!bySpace) {
      text[text.length - 1] = (byte) 0xff;
      text[text.length - 2] = (byte) 0xc3;
    }
    List<Double> entropies = new ArrayList<>();
    Random random = random(prompt);
    for (int i = 0; i < text.length; i++) {
      double entropy = 3.2 * Math.pow(random.nextDouble(), 3);
      entropies.add(Math.round(1e4 * entropy) / 1e4);
    }
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < text.length; i++) {
      boolean begins = bySpace ? i > 0 && text[i - 1] == ' ' : entropies.get(i) > 1.3;
      if (i == 0 || begins) {
        lengths.add(0);
      }
      lengths.set(lengths.size() - 1, lengths.get(lengths.size() - 1) + 1);
    }
    Map<String, Object> data = new TreeMap<>();
    data.put("bytes", Base64.getEncoder().encodeToString(text));
    data.put("promptBytes", bytes(prompt).length);
    data.put("patchLengths", lengths);
    data.put("entropies", bySpace ? List.of() : entropies);
    data.put("threshold", bySpace ? Double.NaN : 1.3);
    data.put("smallestMargin", bySpace ? Double.NaN : 0.0021);
    data.put("mode", bySpace ? "space" : "entropy");
    return new Trace("patches", data);
  }

  private static Random random(String text) {
    return new Random(Sha256.of(text).hashCode());
  }

  private static PlannedModel planned(Speaker speaker) {
    ModelCard card =
        new ModelCard(
            speaker.name(),
            speaker.family(),
            "A made-up model for the tests of the report.",
            "Apache-2.0",
            "nothing; it draws lots",
            OptionalLong.of(2_345_678),
            Map.of(),
            Map.of());
    return new PlannedModel(
        new ModelSpec(speaker.name(), "made-up", Map.of()), card, Sha256.of(speaker.name()), false);
  }
}
