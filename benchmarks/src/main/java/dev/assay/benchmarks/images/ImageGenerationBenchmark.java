package dev.assay.benchmarks.images;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmark.Vector;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.images.extractors.Features;
import dev.assay.benchmarks.pictures.Framing;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.RequestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures to be made, each on a condition of its own, compared as a whole with real ones by their
 * features. A picture of another shape than the real ones is a failed example.
 */
final class ImageGenerationBenchmark implements Benchmark<ImageGenerationRequest, GeneratedImage> {
  private final BenchmarkCard card;
  private final Framing framing;
  private final FeatureExtractor extractor;
  private final Reference reference;
  private final ClassAgreement agreement;
  private final boolean agrees;
  private final Map<String, Wish> wishes = new HashMap<>();
  private final List<Example> examples;

  /**
   * Creates a benchmark.
   *
   * @param framing the real pictures' shape
   * @param wishes what is asked for; ids of examples are indexes from 0
   */
  ImageGenerationBenchmark(
      BenchmarkCard card,
      Framing framing,
      FeatureExtractor extractor,
      Reference reference,
      List<Wish> wishes) {
    extractor.requireShape(framing.width(), framing.height(), framing.channels());
    this.card = card;
    this.framing = framing;
    this.extractor = extractor;
    this.reference = reference;
    this.agreement = ClassAgreement.by(extractor);
    this.agrees = agreement.knows(wishes.stream().map(Wish::seen).distinct().toList());
    List<Example> all = new ArrayList<>();
    for (Wish wish : wishes) {
      String id = Integer.toString(all.size());
      this.wishes.put(id, wish);
      all.add(new Example(id, wish.fields(), wish.seen()));
    }
    this.examples = List.copyOf(all);
  }

  @Override
  public BenchmarkCard card() {
    return card;
  }

  @Override
  public AbilityKind<ImageGenerationRequest, GeneratedImage> ability() {
    return AbilityKind.GENERATE_IMAGE;
  }

  @Override
  public List<Example> examples() {
    return examples;
  }

  @Override
  public List<Metric> metrics() {
    FeatureMetrics features = new FeatureMetrics(extractor, reference, FeatureMetrics.FEATURES);
    List<Metric> metrics = new ArrayList<>();
    metrics.add(features.frechetDistance("FID"));
    if (reference.hasFeatures()) {
      metrics.add(features.kernelDistance());
    }
    if (extractor.tellsClasses()) {
      metrics.add(features.inceptionScore());
    }
    if (reference.hasFeatures()) {
      metrics.add(features.precision(examples.size()));
      metrics.add(features.recall(examples.size()));
    }
    if (agrees) {
      metrics.add(ClassAgreement.metric());
    }
    return List.copyOf(metrics);
  }

  @Override
  public List<ImageGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new ImageGenerationRequest(
            new RequestId(card.name(), example.id(), 0),
            wishes.get(example.id()).condition(),
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedImage> outputs) {
    Image image = outputs.get(0).image();
    framing.require(image);
    Features features = extractor.of(List.of(image));
    Map<String, Vector> vectors = new HashMap<>();
    vectors.put(FeatureMetrics.FEATURES, new Vector(features.values()));
    features
        .probabilities()
        .ifPresent(shares -> vectors.put(FeatureMetrics.PROBABILITIES, new Vector(shares)));
    String told = agreement.told(features);
    Map<String, Double> values =
        agrees
            ? Map.of(ClassAgreement.metric().name(), agreement.value(told, example.target()))
            : Map.of();
    return new Score(values, told, vectors);
  }
}
