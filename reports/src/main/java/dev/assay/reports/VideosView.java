package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first videos that models made, the same examples for all.
 *
 * @param summary how many are shown of how many
 * @param examples the examples
 */
record VideosView(String summary, List<Shown> examples) {
  private static final int MOST_EXAMPLES = 4;

  /** No style sheet has rules for more. */
  private static final int MOST_FRAMES = 16;

  /** What was asked for and the videos of the models. */
  record Shown(String id, String title, List<Video> videos) {}

  /**
   * A model's video.
   *
   * @param preview its frames side by side, for a window that shows one after the other
   * @param count how many frames the preview has
   * @param frames the frames themselves
   * @param words how many frames the video has, and how many are shown where that is fewer
   * @param missing why there is no video; empty where there is
   */
  record Video(
      ModelView model,
      Optional<Picture> preview,
      int count,
      List<Picture> frames,
      String words,
      String missing) {
    private List<Picture> pictures() {
      List<Picture> pictures = new ArrayList<>(frames);
      preview.ifPresent(pictures::add);
      return pictures;
    }
  }

  /** Empty where no model made videos. */
  static Optional<VideosView> of(
      List<AskedExample> examples, List<ModelView> models, int characters) {
    if (!SamplesView.anyIs(examples, PictureOutput.Kind.VIDEO)) {
      return Optional.empty();
    }
    PictureRoom room = new PictureRoom(characters);
    List<Shown> shown = new ArrayList<>();
    for (AskedExample example : examples.subList(0, Math.min(MOST_EXAMPLES, examples.size()))) {
      List<Video> videos = models.stream().map(m -> video(m, example)).toList();
      if (!room.takes(videos.stream().flatMap(v -> v.pictures().stream()).toList())) {
        break;
      }
      shown.add(new Shown(example.id(), SamplesView.title(example.any().fields()), videos));
    }
    return Optional.of(
        new VideosView(
            "The first %s of %s, the same for every model."
                .formatted(Figures.count(shown.size()), Figures.count(examples.size(), "example")),
            shown));
  }

  private static Video video(ModelView model, AskedExample example) {
    Optional<PictureOutput> output =
        example
            .of(model.name())
            .filter(r -> r.outputs().size() == 1)
            .flatMap(r -> PictureOutput.of(r.outputs().get(0)))
            .filter(o -> o.kind() == PictureOutput.Kind.VIDEO);
    if (output.isEmpty()) {
      return new Video(
          model, Optional.empty(), 0, List.of(), "", SamplesView.missing(example.of(model.name())));
    }
    var all = output.get().images();
    var kept = all.subList(0, Math.min(MOST_FRAMES, all.size()));
    String words = Figures.count(all.size(), "frame");
    return new Video(
        model,
        Optional.of(Picture.ofStrip(kept)),
        kept.size(),
        kept.stream().map(Picture::small).toList(),
        kept.size() == all.size() ? words : "the first " + kept.size() + " of " + words,
        "");
  }
}
