package dev.assay.benchmarks.video;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmark.Vector;
import dev.assay.benchmarks.images.ClassAgreement;
import dev.assay.benchmarks.images.FeatureMetrics;
import dev.assay.benchmarks.images.extractors.Features;
import dev.assay.benchmarks.pictures.Framing;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.RequestId;
import dev.assay.model.VideoGenerationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Clips to be made, compared as a whole with real ones by features of clips, in which the order of
 * frames matters, and by features of single frames, in which it does not. A clip of another length
 * or shape is a failed example.
 */
final class VideoBenchmark implements Benchmark<VideoGenerationRequest, GeneratedVideo> {
  private static final String FRAME_FEATURES = "frame_features";

  private final BenchmarkCard card;
  private final Framing framing;
  private final RealClips real;
  private final ClassAgreement agreement;
  private final boolean agrees;
  private final Map<String, ImageCondition> conditions = new HashMap<>();
  private final List<Example> examples;

  /**
   * Creates a benchmark.
   *
   * @param framing the shape of a frame
   * @param classes the class asked for in each example, by its name; without any, examples have no
   *     condition
   * @param count number of examples, whose ids are indexes from 0; classes take turns
   */
  VideoBenchmark(
      BenchmarkCard card, Framing framing, RealClips real, List<String> classes, int count) {
    this.card = card;
    this.framing = framing;
    this.real = real;
    this.agreement = ClassAgreement.by(real.clips());
    this.agrees = agreement.knows(classes);
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = Integer.toString(i);
      if (classes.isEmpty()) {
        conditions.put(id, new ImageCondition.None());
        all.add(new Example(id, Map.of(), ""));
      } else {
        int label = i % classes.size();
        conditions.put(id, new ImageCondition.ClassLabel(label, classes.get(label)));
        all.add(new Example(id, Map.of("class", classes.get(label)), classes.get(label)));
      }
    }
    this.examples = List.copyOf(all);
  }

  @Override
  public BenchmarkCard card() {
    return card;
  }

  @Override
  public AbilityKind<VideoGenerationRequest, GeneratedVideo> ability() {
    return AbilityKind.GENERATE_VIDEO;
  }

  @Override
  public List<Example> examples() {
    return examples;
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        new FeatureMetrics(real.clips(), real.clipReference(), FeatureMetrics.FEATURES)
            .frechetDistance("FVD"));
    real.frames()
        .ifPresent(
            frames ->
                metrics.add(
                    new FeatureMetrics(frames.extractor(), frames.reference(), FRAME_FEATURES)
                        .frechetDistance("FID")));
    if (agrees) {
      metrics.add(ClassAgreement.metric());
    }
    return List.copyOf(metrics);
  }

  @Override
  public List<VideoGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new VideoGenerationRequest(
            new RequestId(card.name(), example.id(), 0),
            conditions.get(example.id()),
            real.clips().frames(),
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedVideo> outputs) {
    List<Image> made = outputs.get(0).frames();
    if (made.size() != real.clips().frames()) {
      throw new IllegalArgumentException(
          "the model's clip has %d frames; this benchmark's have %d"
              .formatted(made.size(), real.clips().frames()));
    }
    made.forEach(framing::require);
    Features features = real.clips().of(made);
    Map<String, Vector> vectors = new HashMap<>();
    vectors.put(FeatureMetrics.FEATURES, new Vector(features.values()));
    real.frames()
        .ifPresent(frames -> vectors.put(FRAME_FEATURES, new Vector(frames.featuresOf(made))));
    String told = agreement.told(features);
    Map<String, Double> values =
        agrees
            ? Map.of(ClassAgreement.metric().name(), agreement.value(told, example.target()))
            : Map.of();
    return new Score(values, told, vectors);
  }
}
