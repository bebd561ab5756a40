package dev.assay.benchmarks.video;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.VideoGenerationRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A control: the same requests, but the frames of every answer are put in a random order before
 * they are scored. A metric that does not get worse does not notice time. The order follows from
 * the example's id.
 */
final class ShuffledFrames implements BenchmarkVariant {
  @Override
  public String name() {
    return "shuffled-frames";
  }

  @Override
  public String title() {
    return "frames shuffled";
  }

  @Override
  public String summary() {
    return "A control: the frames of every answer are put in a random order before they are scored.";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  @SuppressWarnings("unchecked") // an ability's kind fixes both types
  public Benchmark<?, ?> apply(Benchmark<?, ?> benchmark) {
    if (!benchmark.ability().equals(AbilityKind.GENERATE_VIDEO)) {
      throw new SetupException(
          "frames can be shuffled where videos are made only, but %s asks for the ability %s"
              .formatted(benchmark.card().name(), benchmark.ability()));
    }
    return new ShuffledBenchmark(
        (Benchmark<VideoGenerationRequest, GeneratedVideo>) benchmark,
        benchmark.card().variant(this));
  }

  /** A video with its frames in another order; the same for every video of an example. */
  static GeneratedVideo shuffled(GeneratedVideo video, String example) {
    List<Image> frames = new ArrayList<>(video.frames());
    // first numbers of Random with neighbouring seeds are alike
    long seed = new SplittableRandom(example.hashCode()).nextLong();
    Collections.shuffle(frames, new Random(seed));
    return new GeneratedVideo(frames);
  }
}
