package dev.assay.benchmarks.video;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.RequestId;
import dev.assay.model.VideoGenerationRequest;
import java.util.List;

/**
 * A video benchmark that scores every answer with its frames {@linkplain ShuffledFrames shuffled}.
 */
record ShuffledBenchmark(
    Benchmark<VideoGenerationRequest, GeneratedVideo> original, BenchmarkCard card)
    implements Benchmark<VideoGenerationRequest, GeneratedVideo> {

  @Override
  public AbilityKind<VideoGenerationRequest, GeneratedVideo> ability() {
    return original.ability();
  }

  @Override
  public List<Example> examples() {
    return original.examples();
  }

  @Override
  public List<Metric> metrics() {
    return original.metrics();
  }

  @Override
  public List<VideoGenerationRequest> requests(Example example, long seed) {
    return original.requests(example, seed).stream()
        .map(
            request ->
                new VideoGenerationRequest(
                    new RequestId(card.name(), request.id().example(), request.id().index()),
                    request.condition(),
                    request.frames(),
                    request.seed()))
        .toList();
  }

  @Override
  public Score score(Example example, List<GeneratedVideo> outputs) {
    return original.score(
        example,
        outputs.stream().map(video -> ShuffledFrames.shuffled(video, example.id())).toList());
  }
}
