package dev.assay.reports;

import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Resampling;
import dev.assay.benchmark.Score;
import dev.assay.model.GeneratedImage;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import dev.assay.model.SegmentedImage;
import dev.assay.model.SweepPoint;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A run for tests of what a report shows of pictures: samples, segmentations, videos, unmasking and
 * options that were varied. Pictures are drawn and numbers drawn by lot; the core's summariser does
 * the rest.
 */
final class PicturesRun {
  static final String DIGITS = "images/digits";
  static final String SHAPES = "segmentation/shapes";
  static final String CLIPS = "video/clips";
  static final int EXAMPLES = 60;
  static final int[] STEPS = {2, 4, 8, 16, 32};

  private static final int TRACED = 3;

  /**
   * A made-up model.
   *
   * @param of the name that the points of its curve share; empty without a curve
   * @param at what sets it apart from those; empty without a curve
   * @param steps how many it takes
   * @param skill in [0, 1]
   */
  record Painter(
      String name,
      String of,
      Map<String, String> at,
      int steps,
      double skill,
      List<String> benchmarks) {
    Painter(String name, int steps, double skill, String benchmark) {
      this(name, "", Map.of(), steps, skill, List.of(benchmark));
    }
  }

  static final List<Painter> PAINTERS = painters();

  private PicturesRun() {}

  private static List<Painter> painters() {
    List<Painter> painters = new ArrayList<>();
    for (String of : List.of("digits-implicit", "digits-explicit")) {
      for (int steps : STEPS) {
        double skill = 1 - 0.9 / steps - (of.endsWith("explicit") ? 0.04 : 0);
        painters.add(
            new Painter(
                of + " steps=" + steps,
                of,
                Map.of("steps", Integer.toString(steps)),
                steps,
                skill,
                List.of(DIGITS)));
      }
    }
    painters.add(new Painter("digits-maskgit", 12, 0.9, DIGITS));
    painters.add(new Painter("digits-raster", 196, 0.8, DIGITS));
    painters.add(new Painter("shapes-joint", 16, 0.96, SHAPES));
    painters.add(new Painter("shapes-hasty", 2, 0.7, SHAPES));
    painters.add(new Painter("clips-implicit", 16, 0.9, CLIPS));
    return List.copyOf(painters);
  }

  private static BenchmarkCard card(String name, String title) {
    return new BenchmarkCard(
        name,
        "1",
        title + " (generated)",
        name.substring(0, name.indexOf('/')),
        "Pictures drawn for tests.",
        "made up",
        "CC0-1.0",
        "0",
        true);
  }

  private static Metric corpus(String name, Direction direction) {
    return new Metric(
        name,
        "",
        direction,
        new Aggregation.Corpus(
            scores ->
                scores.stream()
                    .mapToDouble(s -> s.values().get("part." + name))
                    .average()
                    .orElse(0),
            Resampling.JACKKNIFE));
  }

  static StatedTask digits() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      examples.add(new Example(Integer.toString(i), Map.of("class", Integer.toString(i % 10)), ""));
    }
    return new StatedTask(
        card(DIGITS, "Digits"),
        examples,
        List.of(
            corpus("FID[digits]", Direction.LOWER),
            corpus("IS[digits]", Direction.HIGHER),
            Metric.accuracy("class_agreement")));
  }

  static StatedTask shapes() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES / 2; i++) {
      MadeUpPictures.Scene scene = MadeUpPictures.scene(new Random(i));
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("image.png", base64(scene.image()));
      fields.put("labels.png", base64(scene.labels()));
      fields.put("palette", MadeUpPictures.PALETTE);
      fields.put("classes", String.join(",", MadeUpPictures.CLASSES));
      examples.add(new Example("scene-" + i, fields, ""));
    }
    return new StatedTask(
        card(SHAPES, "Shapes"), examples, List.of(Metric.accuracy("pixel_accuracy")));
  }

  static StatedTask clips() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      examples.add(
          new Example(
              Integer.toString(i), Map.of("class", MadeUpPictures.CLASSES.get(1 + i % 3)), ""));
    }
    return new StatedTask(
        card(CLIPS, "Clips"), examples, List.of(corpus("FVD[clips]", Direction.LOWER)));
  }

  static String base64(Image image) {
    return Base64.getEncoder().encodeToString(image.png());
  }

  static RunResult run() {
    return run(List.of(digits(), shapes(), clips()), PAINTERS);
  }

  static RunResult run(List<StatedTask> tasks, List<Painter> painters) {
    Plan plan =
        new Plan(
            "pictures",
            Settings.DEFAULT,
            painters.stream().map(PicturesRun::planned).toList(),
            tasks.stream().map(t -> new PlannedBenchmark(t, t.examples())).toList());
    List<ExampleResult> results = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (Painter painter : painters) {
      for (StatedTask task : tasks) {
        if (painter.benchmarks().contains(task.card().name())) {
          for (int i = 0; i < task.examples().size(); i++) {
            results.add(result(painter, task, i));
          }
          double wall = 0.01 * painter.steps() * task.examples().size();
          timings.add(
              new Timing(painter.name(), task.card().name(), wall, OptionalDouble.of(0.95 * wall)));
        }
      }
    }
    return new RunResult(
        MadeUpManifest.of(plan, "pictures.yaml"),
        Summarizer.summarize(plan, results, timings),
        results);
  }

  private static ExampleResult result(Painter painter, StatedTask task, int i) {
    Example example = task.examples().get(i);
    String name = task.card().name();
    Random random = new Random(Sha256.of(painter.name() + name + i).hashCode());
    boolean fails = painter.name().equals("digits-raster") && i == 3;
    Map<String, Double> values = new TreeMap<>();
    Image finished;
    Object output;
    String kind;
    int[] grid;
    if (name.equals(DIGITS)) {
      finished = MadeUpPictures.digit(i % 10, 0.6 * (1 - painter.skill()), random);
      output = new GeneratedImage(finished);
      kind = "image";
      grid = new int[] {1, 14, 14};
      values.put("part.FID[digits]", 4 + 60 * (1 - painter.skill()) + random.nextGaussian());
      values.put("part.IS[digits]", 2 + 7 * painter.skill() + 0.3 * random.nextGaussian());
      values.put("class_agreement", random.nextDouble() < painter.skill() ? 1.0 : 0.0);
    } else if (name.equals(SHAPES)) {
      Image labels = QuestionPictures.image(example.fields(), "labels.png").orElseThrow();
      finished = MadeUpPictures.mistaken(labels, 1 - painter.skill(), random);
      output = new SegmentedImage(finished);
      kind = "labels";
      grid = new int[] {1, 32, 32};
      values.put("pixel_accuracy", painter.skill());
    } else {
      List<Image> frames = MadeUpPictures.clip(1 + i % 3, random);
      finished = MadeUpPictures.strip(frames);
      output = new GeneratedVideo(frames);
      kind = "video";
      grid = new int[] {8, 8, 8};
      values.put("part.FVD[clips]", 3 + random.nextGaussian());
    }
    return new ExampleResult(
        painter.name(),
        name,
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        "",
        fails ? List.of() : List.of(Json.line(output)),
        fails ? Optional.empty() : Optional.of(new Score(values, "")),
        fails ? Optional.of("a mask was left") : Optional.empty(),
        new Usage(
            0, 784, 0, 196, 0, 0, painter.steps(), painter.steps(), 2e7 * painter.steps(), 0.1),
        i < TRACED && !kind.equals("labels") && !fails
            ? Optional.of(trace(finished, kind, grid, painter, random))
            : Optional.empty(),
        false);
  }

  private static Trace trace(
      Image finished, String kind, int[] grid, Painter painter, Random random) {
    return MadeUpPictures.unmasking(finished, kind, grid, Math.min(64, painter.steps()), random);
  }

  private static PlannedModel planned(Painter painter) {
    Map<String, String> options = Map.of("steps", Integer.toString(painter.steps()));
    ModelCard card =
        new ModelCard(
            painter.name(),
            painter.name().contains("raster") ? "raster" : "interpolant",
            "A made-up model for the tests of the report.",
            "Apache-2.0",
            "nothing; it draws lots",
            OptionalLong.of(1_048_576),
            Map.of("denoiser.onnx", Sha256.of(painter.of() + painter.name())),
            Map.of());
    return new PlannedModel(
        new ModelSpec(painter.name(), "made-up", options, sweep(painter)),
        card,
        Sha256.of(painter.name()),
        false);
  }

  private static Optional<SweepPoint> sweep(Painter painter) {
    return painter.of().isEmpty()
        ? Optional.empty()
        : Optional.of(new SweepPoint(painter.of(), painter.at()));
  }
}
