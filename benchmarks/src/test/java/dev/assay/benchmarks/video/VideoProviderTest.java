package dev.assay.benchmarks.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Resampling;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.pictures.Clip;
import dev.assay.benchmarks.pictures.Pictures;
import dev.assay.benchmarks.pictures.ShapeKind;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.RequestId;
import dev.assay.model.VideoGenerationRequest;
import dev.assay.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoProviderTest {
  @TempDir Path folder;
  private final Plugins plugins = Plugins.discover(getClass().getClassLoader());
  private final DataStore noData = new DataStore(List.of());

  @Test
  void thePluginIsFoundWithItsControl() {
    assertThat(plugins.benchmarkProviders())
        .filteredOn(VideoProvider.class::isInstance)
        .flatExtracting(BenchmarkProvider::entries)
        .extracting(BenchmarkProvider.Entry::name)
        .containsExactly("video/clips", "video/frames");
    assertThat(plugins.select(BenchmarkSpec.all("video@shuffled-frames")))
        .containsExactly(BenchmarkSpec.of("video/clips@shuffled-frames"));
  }

  @Test
  void clipsOfEachKindAreAskedForInTurn() {
    Benchmark<VideoGenerationRequest, GeneratedVideo> benchmark = clips("video/clips");

    assertThat(benchmark.examples()).hasSize(256);
    assertThat(benchmark.examples().get(5).fields()).isEqualTo(Map.of("class", "square"));
    assertThat(benchmark.requests(benchmark.examples().get(5), 9))
        .containsExactly(
            new VideoGenerationRequest(
                new RequestId("video/clips", "5", 0),
                new ImageCondition.ClassLabel(1, "square"),
                8,
                9));
    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactly("FVD[clips-cnn]", "FID[clip-frames-cnn]", "class_agreement");
    assertThat(((Aggregation.Corpus) benchmark.metrics().get(0).aggregation()).resampling())
        .isEqualTo(Resampling.JACKKNIFE);
    assertThat(benchmark.card().generated()).isTrue();
  }

  @Test
  void shufflingTheFramesSpoilsTheDistanceOfClipsButNotThatOfFrames() {
    Map<String, Double> ordered = values(clips("video/clips"));
    Map<String, Double> shuffled = values(clips("video/clips@shuffled-frames"));

    assertThat(shuffled.get("FVD[clips-cnn]")).isGreaterThan(20 * ordered.get("FVD[clips-cnn]"));
    assertThat(shuffled.get("FID[clip-frames-cnn]"))
        .isCloseTo(ordered.get("FID[clip-frames-cnn]"), within(1e-9));
    assertThat(ordered.get("class_agreement")).isGreaterThan(0.95);
  }

  @Test
  void theControlAsksTheSameQuestionsUnderItsOwnName() {
    Benchmark<VideoGenerationRequest, GeneratedVideo> plain = clips("video/clips");
    Benchmark<VideoGenerationRequest, GeneratedVideo> control =
        clips("video/clips@shuffled-frames");
    Example example = control.examples().get(3);

    VideoGenerationRequest asked = control.requests(example, 4).get(0);

    assertThat(control.examples()).isEqualTo(plain.examples());
    assertThat(asked.id()).isEqualTo(new RequestId("video/clips@shuffled-frames", "3", 0));
    assertThat(asked.condition()).isEqualTo(plain.requests(example, 4).get(0).condition());
    assertThat(control.card().original()).isEqualTo("video/clips");
  }

  @Test
  void theOrderFollowsFromTheExampleAlone() {
    List<Image> frames = Clip.draw(ShapeKind.CROSS, new SplittableRandom(1)).frames();
    GeneratedVideo video = new GeneratedVideo(frames);

    GeneratedVideo once = ShuffledFrames.shuffled(video, "7");

    assertThat(once).isEqualTo(ShuffledFrames.shuffled(video, "7"));
    assertThat(once).isNotEqualTo(ShuffledFrames.shuffled(video, "8"));
    assertThat(once.frames()).isNotEqualTo(frames).containsExactlyInAnyOrderElementsOf(frames);
  }

  @Test
  void whatMakesNoVideosHasNoFramesToShuffle() {
    assertThatThrownBy(
            () ->
                plugins.benchmark(BenchmarkSpec.of("segmentation/shapes@shuffled-frames"), noData))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("segmentation/shapes asks for the ability segment-image");
  }

  @Test
  void aClipOfAnotherLengthOrShapeFailsItsExampleInWords() {
    Benchmark<VideoGenerationRequest, GeneratedVideo> benchmark = clips("video/clips");
    Example example = benchmark.examples().get(0);
    Image frame = Pictures.plain(16, 16, 0, 0, 0);
    GeneratedVideo brief = new GeneratedVideo(Collections.nCopies(7, frame));
    GeneratedVideo grey = new GeneratedVideo(Collections.nCopies(8, Pictures.plain(16, 16, 0)));

    assertThatThrownBy(() -> benchmark.score(example, List.of(brief)))
        .hasMessage("the model's clip has 7 frames; this benchmark's have 8");
    assertThatThrownBy(() -> benchmark.score(example, List.of(grey)))
        .hasMessage("the model's picture is 16×16, grey; this benchmark's are 16×16, RGB");
  }

  @Test
  void clipsOfAFolderAreComparedWith() {
    writeClips(6);
    VideoBenchmark benchmark =
        frames("extractor", "clips-cnn", "frame_extractor", "clip-frames-cnn", "count", "6");
    List<Score> scores =
        benchmark.examples().stream()
            .map(
                e ->
                    benchmark.score(e, List.of(new GeneratedVideo(clip(Integer.parseInt(e.id()))))))
            .toList();

    assertThat(benchmark.requests(benchmark.examples().get(0), 1).get(0).condition())
        .isEqualTo(new ImageCondition.None());
    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactly("FVD[clips-cnn]", "FID[clip-frames-cnn]");
    for (Metric metric : benchmark.metrics()) {
      assertThat(((Aggregation.Corpus) metric.aggregation()).statistic().of(scores))
          .isBetween(-1e-4, 1e-4);
    }
  }

  @Test
  void whatIsWrongWithOptionsOrFilesIsSaidBeforeTheRun() throws Exception {
    writeClips(2);
    assertSetupError().contains("needs the option 'extractor'");
    assertSetupError("extractor", "mnist-cnn")
        .contains("'extractor' must be an extractor of clips, but mnist-cnn reads single pictures");
    assertSetupError("extractor", "clips-cnn", "frame_extractor", "clips-cnn")
        .contains("'frame_extractor' must be an extractor of single pictures");
    assertSetupError("extractor", "clips-cnn", "size", "20").contains("8 frames of 16×16, RGB");
    Files.delete(folder.resolve("1/7.png"));
    assertSetupError("extractor", "clips-cnn").contains("1 holds 7 frames, and 8 are asked for");
    Pictures.write(folder.resolve("1/7.png"), "no picture".getBytes());
    assertSetupError("extractor", "clips-cnn").contains("7.png is damaged");
  }

  private void writeClips(int count) {
    for (int i = 0; i < count; i++) {
      List<Image> frames = clip(i);
      for (int f = 0; f < frames.size(); f++) {
        Pictures.write(folder.resolve(i + "/" + f + ".png"), frames.get(f));
      }
    }
  }

  private static List<Image> clip(int seed) {
    return Clip.draw(ShapeKind.CIRCLE, new SplittableRandom(seed)).frames();
  }

  /** What a perfect model would score: other clips of the same kind. */
  private static Map<String, Double> values(
      Benchmark<VideoGenerationRequest, GeneratedVideo> benchmark) {
    SplittableRandom random = new SplittableRandom(77);
    List<Score> scores =
        benchmark.examples().stream()
            .map(
                e -> {
                  ShapeKind kind =
                      ShapeKind.valueOf(e.fields().get("class").toUpperCase(Locale.ROOT));
                  return benchmark.score(
                      e, List.of(new GeneratedVideo(Clip.draw(kind, random).frames())));
                })
            .toList();
    Map<String, Double> values = new TreeMap<>();
    for (Metric metric : benchmark.metrics()) {
      values.put(
          metric.name(),
          metric.aggregation() instanceof Aggregation.Corpus corpus
              ? corpus.statistic().of(scores)
              : scores.stream()
                  .mapToDouble(s -> s.values().get(metric.name()))
                  .average()
                  .orElse(0));
    }
    return values;
  }

  @SuppressWarnings("unchecked")
  private Benchmark<VideoGenerationRequest, GeneratedVideo> clips(String name) {
    return (Benchmark<VideoGenerationRequest, GeneratedVideo>)
        plugins.benchmark(BenchmarkSpec.of(name), noData);
  }

  private AbstractStringAssert<?> assertSetupError(String... options) {
    return assertThatThrownBy(() -> frames(options)).isInstanceOf(SetupException.class).message();
  }

  private VideoBenchmark frames(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("path", folder.toString());
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return (VideoBenchmark) new VideoProvider().open("video/frames", given, noData);
  }
}
