package dev.assay.benchmarks.video;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.benchmark.VariedBenchmark;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.RequestId;
import dev.assay.model.VideoGenerationRequest;
import java.util.List;

/**
 * A video benchmark that scores every answer with its frames {@linkplain ShuffledFrames shuffled}.
 */
final class ShuffledBenchmark extends VariedBenchmark<VideoGenerationRequest, GeneratedVideo> {
  ShuffledBenchmark(
      Benchmark<VideoGenerationRequest, GeneratedVideo> original, BenchmarkCard card) {
    super(original, card);
  }

  @Override
  protected VideoGenerationRequest varied(
      VideoGenerationRequest request, RequestId id, long exampleSeed) {
    return new VideoGenerationRequest(id, request.condition(), request.frames(), request.seed());
  }

  @Override
  public Score score(Example example, List<GeneratedVideo> outputs) {
    return super.score(
        example,
        outputs.stream().map(video -> ShuffledFrames.shuffled(video, example.id())).toList());
  }
}
