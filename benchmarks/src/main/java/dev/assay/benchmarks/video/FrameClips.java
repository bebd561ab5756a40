package dev.assay.benchmarks.video;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.pictures.FrameFolder;
import dev.assay.benchmarks.pictures.Framing;
import dev.assay.benchmarks.pictures.PictureFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The video benchmark on clips of the user's. */
final class FrameClips {
  static final String PATH = "path";
  static final String EXTRACTOR = "extractor";
  static final String FRAME_EXTRACTOR = "frame_extractor";
  static final String SIZE = "size";
  static final String COUNT = "count";

  private static final int MOST_EXAMPLES = 1_000_000;

  private FrameClips() {}

  static VideoBenchmark open(BenchmarkOptions options, String group, int examples) {
    FeatureExtractor clips = extractor(options, EXTRACTOR, true);
    Optional<FeatureExtractor> frames =
        options.has(FRAME_EXTRACTOR)
            ? Optional.of(extractor(options, FRAME_EXTRACTOR, false))
            : Optional.empty();
    BenchmarkOptions.Size size =
        options
            .size(SIZE)
            .orElse(new BenchmarkOptions.Size(clips.imageWidth(), clips.imageHeight()));
    Framing framing = new Framing(size.width(), size.height(), clips.channels());
    clips.requireShape(framing.width(), framing.height(), framing.channels());
    frames.ifPresent(f -> f.requireShape(framing.width(), framing.height(), framing.channels()));
    int count = options.integer(COUNT, 1, MOST_EXAMPLES).orElse(examples);
    FrameFolder folder = FrameFolder.list(options.folder(PATH), clips.frames());
    List<Path> files = folder.clips().stream().flatMap(c -> c.frames().stream()).toList();
    files.forEach(PictureFile::requireWhole);
    String extractors = clips.sha256() + frames.map(FeatureExtractor::sha256).orElse("");
    BenchmarkCard card =
        new BenchmarkCard(
            options.name(),
            VideoProvider.VERSION,
            options.titled("Clips of a folder"),
            group,
            "Makes %,d clips of %d frames, %s. Features of %s are compared with those of real clips."
                .formatted(count, clips.frames(), framing.inWords(), clips.name()),
            "%,d clips of %s".formatted(folder.clips().size(), options.text(PATH)),
            "of the clips' owner",
            Sha256.of(PictureFile.listingSha256(files) + framing + count + extractors),
            false);
    return new VideoBenchmark(
        card,
        framing,
        RealClips.of(
            clips,
            frames,
            folder.clips().size(),
            (clip, frame) ->
                framing.of(PictureFile.read(folder.clips().get(clip).frames().get(frame)))),
        List.of(),
        count);
  }

  private static FeatureExtractor extractor(BenchmarkOptions options, String option, boolean clip) {
    FeatureExtractor extractor = FeatureExtractor.named(options.text(option));
    if (extractor.readsClips() != clip) {
      throw new SetupException(
          "benchmark '%s': option '%s' must be an extractor of %s, but %s reads %s"
              .formatted(
                  options.benchmark(),
                  option,
                  clip ? "clips" : "single pictures",
                  extractor.name(),
                  clip ? "single pictures" : "clips"));
    }
    return extractor;
  }
}
