package dev.assay.benchmarks.segmentation;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.pictures.LabelFields;
import dev.assay.model.AbilityKind;
import dev.assay.model.Image;
import dev.assay.model.RequestId;
import dev.assay.model.SegmentationRequest;
import dev.assay.model.SegmentedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures to be segmented. A label map of another size than its picture is a failed example. */
final class SegmentationBenchmark implements Benchmark<SegmentationRequest, SegmentedImage> {
  private final BenchmarkCard card;
  private final SegmentationMetrics metrics;
  private final int classes;
  private final Map<String, LabelledImage> images = new LinkedHashMap<>();
  private final List<Example> examples;

  /**
   * Creates a benchmark.
   *
   * @param classes names of the classes by id
   * @param images in their order, with different ids
   */
  SegmentationBenchmark(BenchmarkCard card, List<String> classes, List<LabelledImage> images) {
    this.card = card;
    this.metrics = new SegmentationMetrics(classes);
    this.classes = classes.size();
    List<Example> all = new ArrayList<>();
    for (LabelledImage each : images) {
      this.images.put(each.id(), each);
      all.add(new Example(each.id(), LabelFields.of(each.image(), each.labels(), classes), ""));
    }
    this.examples = List.copyOf(all);
  }

  @Override
  public BenchmarkCard card() {
    return card;
  }

  @Override
  public AbilityKind<SegmentationRequest, SegmentedImage> ability() {
    return AbilityKind.SEGMENT_IMAGE;
  }

  @Override
  public List<Example> examples() {
    return examples;
  }

  @Override
  public List<Metric> metrics() {
    return metrics.all();
  }

  @Override
  public List<SegmentationRequest> requests(Example example, long seed) {
    Image image = images.get(example.id()).image();
    return List.of(
        new SegmentationRequest(new RequestId(card.name(), example.id(), 0), image, classes, seed));
  }

  @Override
  public Score score(Example example, List<SegmentedImage> outputs) {
    Image predicted = outputs.get(0).labels();
    Image target = images.get(example.id()).labels();
    if (!predicted.sameShape(target)) {
      throw new IllegalArgumentException(
          "the model's label map is %s; the picture has %d×%d pixels"
              .formatted(predicted.shape(), target.width(), target.height()));
    }
    return metrics.score(predicted, target);
  }
}
