package dev.assay.reports;

import static dev.assay.reports.PicturesRun.CLIPS;
import static dev.assay.reports.PicturesRun.DIGITS;
import static dev.assay.reports.PicturesRun.SHAPES;
import static dev.assay.reports.Shown.page;
import static dev.assay.reports.Shown.task;
import static dev.assay.reports.Shown.view;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a run with models that make, segment and animate pictures. */
class PicturesReportTest {
  /** Kept after the tests: for eyes, and for the browser test. */
  private static final Path SAMPLE = Path.of("target", "pictures-report.html");

  private static final RunResult RUN = PicturesRun.run();
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final ReportView VIEW = view(RUN);
  private static String shown = "";

  @BeforeAll
  static void writeTheSample() throws IOException {
    Files.createDirectories(SAMPLE.getParent());
    new HtmlReport().write(RUN, SAMPLE);
    shown = page(SAMPLE);
  }

  private static Image read(Picture picture) {
    return PngReader.read(picture.png()).orElseThrow();
  }

  private static Image output(String model, String benchmark, int i) {
    ExampleResult result = INDEX.examples(benchmark).get(i).of(model).orElseThrow();
    return PictureOutput.of(result.outputs().get(0)).orElseThrow().images().get(0);
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
  }

  @Test
  void samplesAreThePicturesOfTheSameExamplesForEveryModel() {
    SamplesView samples = task(VIEW, DIGITS).samples().orElseThrow();

    assertThat(samples.columns())
        .extracting(SamplesView.Column::title)
        .startsWith("class 0", "class 1");
    assertThat(samples.rows()).hasSize(12);
    for (SamplesView.Row row : samples.rows().subList(0, 11)) {
      for (int c = 0; c < 10; c++) {
        assertThat(read(row.cells().get(c).get(0).picture().orElseThrow()))
            .isEqualTo(output(row.model().name(), DIGITS, c));
      }
    }
    assertThat(samples.summary())
        .isEqualTo("The first 10 of 60 examples, the same for every model.");
  }

  @Test
  void fewModelsHaveSeveralSamplesOfAClass() {
    RunResult few =
        PicturesRun.run(List.of(PicturesRun.digits()), PicturesRun.PAINTERS.subList(10, 12));
    SamplesView samples = task(view(few), DIGITS).samples().orElseThrow();

    assertThat(samples.rows().get(0).cells()).hasSize(10).allMatch(cell -> cell.size() == 3);
    assertThat(samples.rows().get(0).cells().get(4))
        .extracting(SamplesView.Sample::words)
        .containsExactly(
            "digits-maskgit, example 4",
            "digits-maskgit, example 14",
            "digits-maskgit, example 24");
  }

  @Test
  void aCaptionSpeaksForItselfAndAClassDoesNot() {
    assertThat(SamplesView.title(Map.of("caption", "a dog on a sofa")))
        .isEqualTo("a dog on a sofa");
    assertThat(SamplesView.title(Map.of("class", "dog"))).isEqualTo("class dog");
    assertThat(SamplesView.title(Map.of("labels.png", "AAAA", "palette", "#000000"))).isEmpty();
  }

  @Test
  void aFailedExampleIsAMarkedCell() {
    SamplesView samples = task(VIEW, DIGITS).samples().orElseThrow();
    SamplesView.Sample failed = samples.rows().get(11).cells().get(3).get(0);

    assertThat(failed.picture()).isEmpty();
    assertThat(failed.missing()).isEqualTo("failed");
    assertThat(shown).contains("<span class=\"lacking bad\">failed</span>");
  }

  @Test
  void aSegmentationStandsBesideTheRightClassesAndItsErrors() {
    SegmentationView view = task(VIEW, SHAPES).segmentation().orElseThrow();
    SegmentationView.Row row = view.rows().get(2);
    Map<String, String> fields = INDEX.examples(SHAPES).get(2).any().fields();
    Image target = QuestionPictures.image(fields, "labels.png").orElseThrow();
    Image predicted = output("shapes-joint", SHAPES, 2);
    int wrong = 0;
    for (int i = 0; i < 32 * 32; i++) {
      wrong += target.pixels()[i] == predicted.pixels()[i] ? 0 : 1;
    }
    Image errors = read(row.answers().get(0).errors().orElseThrow());
    int marked = 0;
    for (int i = 0; i < 32 * 32; i++) {
      marked += errors.at(i % 32, i / 32, 1) == 0 ? 1 : 0;
    }

    assertThat(view.rows()).hasSize(8);
    assertThat(view.classes()).extracting(Palette.Swatch::name).isEqualTo(MadeUpPictures.CLASSES);
    assertThat(read(row.target().orElseThrow())).isEqualTo(Palette.of(fields).coloured(target));
    assertThat(marked).isEqualTo(wrong).isPositive();
    assertThat(row.answers().get(0).wrong()).isEqualTo(Figures.percent(wrong / 1024.0) + " wrong");
  }

  @Test
  void aVideoIsAStripOfItsFramesAndAPreviewThatMoves() {
    VideosView.Video video =
        task(VIEW, CLIPS).videos().orElseThrow().examples().get(0).videos().get(0);

    assertThat(video.frames()).hasSize(8);
    assertThat(read(video.frames().get(0))).isEqualTo(output("clips-implicit", CLIPS, 0));
    assertThat(read(video.preview().orElseThrow()).width()).isEqualTo(8 * 16);
    assertThat(shown).contains("class=\"reel frames-8 crisp\"");
  }

  @Test
  void theLongestStripOfACurveIsShownUnasked() {
    List<UnmaskingView.Drawn> drawn = task(VIEW, DIGITS).unmasking().orElseThrow().drawn();

    assertThat(drawn)
        .filteredOn(UnmaskingView.Drawn::open)
        .extracting(d -> d.model().name())
        .containsExactly(
            "digits-implicit steps=16",
            "digits-explicit steps=16",
            "digits-maskgit",
            "digits-raster");
    assertThat(drawn.get(0).examples()).hasSize(3);
    assertThat(drawn.get(1).examples()).hasSize(1);
    assertThat(shown).contains("<summary>digits-implicit steps=2, example 0, class 0</summary>");
  }

  @Test
  void everyPictureOfThePageIsAPng() {
    List<String> sources = found(shown, "\\s(?:src|href)=\"(data:[^,\"]+,[^\"]+)\"");
    assertThat(sources)
        .hasSizeGreaterThan(300)
        .allMatch(s -> s.startsWith("data:image/png;base64,"))
        .allMatch(s -> PngReader.read(s.substring(s.indexOf(',') + 1)).isPresent());
    assertThat(found(shown, "<img([^>]*)>")).allMatch(a -> a.matches("(?s).* alt=\"[^\"]+\".*"));
  }

  @Test
  void nothingNeedsAnInlineStyleAndEveryIdIsUnique() {
    assertThat(shown).doesNotContain(" style=");
    assertThat(found(shown, " id=\"([^\"]+)\"")).doesNotHaveDuplicates();
  }

  @Test
  void theMatrixNamesACurveOnceAndItsPointsByTheirSettings() {
    String matrix =
        shown.substring(shown.indexOf("class=\"scroll matrix\""), shown.indexOf("Quality against"));
    assertThat(found(matrix, "<tr class=\"(curve)\">")).hasSize(2);
    assertThat(matrix).contains("<span class=\"unseen\">digits-implicit </span>steps=8");
  }

  @Test
  void theBrowserGetsPicturesInsteadOfTheirJson() {
    JsonNode data =
        Json.parse(EmbeddedJson.of(ExampleData.of(INDEX.examples(SHAPES), VIEW.models())));
    JsonNode output = data.at("/models/12/outputs/0");

    assertThat(data.path("fields").fieldNames())
        .toIterable()
        .containsExactly("image.png", "labels.png");
    assertThat(output.path("about").asText()).isEqualTo("classes of 32 × 32 pixels");
    assertThat(PngReader.read(output.at("/pictures/0/png").asText())).isPresent();
    assertThat(data.at("/models/12").has("answers")).as("nothing was taken as answer").isTrue();
    assertThat(data.at("/models/12/answers/0").isNull()).isTrue();
  }

  @Test
  void theBrowserDrawsTracesOfUnmasking() {
    JsonNode strip =
        Json.parse(EmbeddedJson.of(ExampleData.of(INDEX.examples(DIGITS), VIEW.models())))
            .at("/models/10/traces/0/strip");

    assertThat(strip.path("frames")).hasSize(13);
    assertThat(strip.at("/frames/12/masked").asText()).isEqualTo("finished");
  }

  @Test
  void examplesBeyondTheRoomSayThatTheyHadAPicture() {
    JsonNode data =
        Json.parse(EmbeddedJson.of(ExampleData.of(INDEX.examples(CLIPS), VIEW.models(), 30_000)));

    assertThat(data.at("/models/14/outputs/0/pictures")).hasSize(8);
    assertThat(data.at("/models/14/outputs/11/pictures")).isEmpty();
    assertThat(data.at("/models/14/outputs/11/about").asText()).contains("no room");
  }

  @Test
  void largePicturesDoNotMakeALargeReport(@TempDir Path folder) throws IOException {
    Random random = new Random(1);
    RunResult run =
        changed(
            r -> {
              byte[] noise = new byte[3 * 256 * 256];
              random.nextBytes(noise);
              return List.of(Json.line(new GeneratedImage(new Image(256, 256, 3, noise))));
            });
    Path file = folder.resolve("report.html");
    new HtmlReport().write(run, file);

    assertThat(Files.size(file)).isLessThan(3_500_000);
    SamplesView samples = task(view(run), DIGITS).samples().orElseThrow();
    assertThat(samples.summary()).matches("The first [1-9] of 60 examples, .*");
    assertThat(read(samples.rows().get(0).cells().get(0).get(0).picture().orElseThrow()).width())
        .isEqualTo(128);
  }

  @Test
  void whatIsNoPictureIsSaidToBeUnreadableAndStaysText(@TempDir Path folder) throws IOException {
    RunResult run =
        changed(r -> List.of("{\"image\":{\"png\":\"\\\"><img src=x onerror=alert(1)>\"}}"));
    Path file = folder.resolve("report.html");
    new HtmlReport().write(run, file);

    assertThat(task(view(run), DIGITS).samples().orElseThrow().rows().get(0).cells().get(0))
        .extracting(SamplesView.Sample::missing)
        .hasSize(3)
        .containsOnly("unreadable");
    assertThat(page(file))
        .doesNotContain("<img src=x")
        .contains("&lt;img src=x onerror=alert(1)&gt;");
  }

  @Test
  void theMarkdownReportHasTheCurvesAsTables(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.md");
    new MarkdownReport().write(RUN, file);

    assertThat(Files.readAllLines(file))
        .contains("## Quality against steps: Digits (generated)", "| steps | 2 | 4 | 8 | 16 | 32 |")
        .anyMatch(l -> l.startsWith("| digits-implicit | 3"))
        .noneMatch(l -> l.contains("base64") || l.contains("png"));
  }

  /** A small run with other outputs of the first model. */
  private static RunResult changed(Function<ExampleResult, List<String>> outputs) {
    RunResult run =
        PicturesRun.run(List.of(PicturesRun.digits()), PicturesRun.PAINTERS.subList(10, 12));
    UnaryOperator<ExampleResult> change =
        r ->
            new ExampleResult(
                r.model(),
                r.benchmark(),
                r.example(),
                r.contentHash(),
                r.fields(),
                r.target(),
                r.prompt(),
                outputs.apply(r),
                r.score(),
                r.failure(),
                r.usage(),
                Optional.empty(),
                r.cached());
    return new RunResult(
        run.manifest(), run.summary(), run.examples().stream().map(change).toList());
  }
}
