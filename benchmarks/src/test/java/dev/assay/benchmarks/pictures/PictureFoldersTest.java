package dev.assay.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmarks.pictures.ImageFolder.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFoldersTest {
  @TempDir Path folder;

  @Test
  void aFolderForEachClassIsReadAsImageNets() {
    Path cat = Pictures.write(folder.resolve("cat/1.png"), Pictures.plain(2, 2, 1));
    Path dog = Pictures.write(folder.resolve("dog/0.JPEG"), jpeg());
    Pictures.write(folder.resolve("dog/notes.txt"), new byte[1]);
    Pictures.write(folder.resolve(".cache/x.png"), new byte[1]);

    ImageFolder listed = ImageFolder.list(folder);

    assertThat(listed.classes()).containsExactly("cat", "dog");
    assertThat(listed.pictures()).containsExactly(new Picture(cat, 0), new Picture(dog, 1));
    assertThat(PictureFile.read(dog).shape()).isEqualTo("16×8, RGB");
  }

  @Test
  void allPicturesInOneFolderHaveNoClass() {
    Path only = Pictures.write(folder.resolve("a.png"), Pictures.plain(2, 2, 1));

    assertThat(ImageFolder.list(folder))
        .isEqualTo(new ImageFolder(List.of(), List.of(new Picture(only, 0))));
  }

  @Test
  void aFolderThatIsNeitherIsRefused() {
    assertSetupError(() -> ImageFolder.list(folder)).contains("holds neither pictures");
    assertSetupError(() -> ImageFolder.list(folder.resolve("none"))).contains("there is no folder");
    Pictures.write(folder.resolve("cat/1.png"), new byte[1]);
    Pictures.write(folder.resolve("dog/readme.txt"), new byte[1]);
    assertSetupError(() -> ImageFolder.list(folder)).contains("dog holds no .png, .jpg or .jpeg");
    Pictures.write(folder.resolve("2.png"), new byte[1]);
    assertSetupError(() -> ImageFolder.list(folder)).contains("2.png", "beside folders (cat)");
  }

  @Test
  void aPictureThatIsCutShortIsFoundWithoutDecodingTheWholeOnes() {
    byte[] png = Pictures.plain(9, 9, 1, 2, 3).png();
    Path whole = Pictures.write(folder.resolve("whole.png"), png);
    Path photo = Pictures.write(folder.resolve("photo.jpg"), jpeg());
    Path padded = Pictures.write(folder.resolve("padded.png"), Arrays.copyOf(png, png.length + 9));
    Path half = Pictures.write(folder.resolve("half.png"), Arrays.copyOf(png, png.length / 2));
    Path text = Pictures.write(folder.resolve("text.png"), "hello".getBytes());
    Path empty = Pictures.write(folder.resolve("empty.jpg"), new byte[0]);

    PictureFile.requireWhole(whole);
    PictureFile.requireWhole(photo);
    PictureFile.requireWhole(padded);
    assertSetupError(() -> PictureFile.requireWhole(half)).contains("half.png is damaged");
    assertSetupError(() -> PictureFile.requireWhole(text)).contains("text.png is damaged");
    assertSetupError(() -> PictureFile.requireWhole(empty)).contains("empty.jpg is damaged");
  }

  @Test
  void theChecksumOfAListingNoticesAnotherPicture() {
    Path one = Pictures.write(folder.resolve("1.png"), Pictures.plain(2, 2, 1));
    String before = PictureFile.listingSha256(List.of(one));

    assertThat(PictureFile.listingSha256(List.of(one))).isEqualTo(before);
    Pictures.write(one, Pictures.plain(40, 2, 1));
    assertThat(PictureFile.listingSha256(List.of(one))).isNotEqualTo(before);
  }

  @Test
  void clipsAreFoldersOfFramesInTheOrderOfTheirNumbers() {
    for (int frame : List.of(9, 10, 8, 11)) {
      Pictures.write(folder.resolve("b/f" + frame + ".png"), Pictures.plain(2, 2, frame));
    }

    FrameFolder listed = FrameFolder.list(folder, 3);

    Path b = folder.resolve("b");
    assertThat(listed.clips())
        .containsExactly(
            new FrameFolder.Clip(
                "b", List.of(b.resolve("f8.png"), b.resolve("f9.png"), b.resolve("f10.png"))));
  }

  @Test
  void clipsThatLackFramesAreRefused() {
    assertSetupError(() -> FrameFolder.list(folder, 2)).contains("holds no folder");
    Pictures.write(folder.resolve("a/1.png"), new byte[1]);
    assertSetupError(() -> FrameFolder.list(folder, 2)).contains("holds 1 frames, and 2 are asked");
    Pictures.write(folder.resolve("a/3.png"), new byte[1]);
    assertSetupError(() -> FrameFolder.list(folder, 2)).contains("frame 2 is missing before 3.png");
    Pictures.write(folder.resolve("a/01.png"), new byte[1]);
    assertSetupError(() -> FrameFolder.list(folder, 2)).contains("01.png and 1.png");
    Pictures.write(folder.resolve("a/-first.png"), new byte[1]);
    assertSetupError(() -> FrameFolder.list(folder, 2)).contains("-first.png", "end in its number");
  }

  @Test
  void aLabelMapHoldsClassIdsGreyOrIndexed() throws IOException {
    Path grey = Pictures.write(folder.resolve("grey.png"), Pictures.grey(2, 1, 3, 255));
    BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.getRaster().setPixels(0, 0, 2, 1, new int[] {3, 200});
    Path palette = folder.resolve("palette.png");
    ImageIO.write(indexed, "png", palette.toFile());
    Path colour = Pictures.write(folder.resolve("colour.png"), Pictures.plain(2, 1, 1, 2, 3));
    Path text = Pictures.write(folder.resolve("text.png"), "hello".getBytes());

    assertThat(LabelFile.read(grey)).isEqualTo(Pictures.grey(2, 1, 3, 255));
    assertThat(LabelFile.read(palette)).isEqualTo(Pictures.grey(2, 1, 3, 200));
    assertSetupError(() -> LabelFile.read(colour)).contains("colour.png has 3 channels of 8 bits");
    assertSetupError(() -> LabelFile.read(text)).contains("text.png is damaged or no PNG");
    assertSetupError(() -> LabelFile.read(folder.resolve("no.png"))).contains("no.png");
  }

  @Test
  void captionsAreReadAsCocosWithTheirPictures() throws IOException {
    Path one = Pictures.write(folder.resolve("images/1.png"), Pictures.plain(2, 2, 1));
    Pictures.write(folder.resolve("images/2.png"), Pictures.plain(2, 2, 1));

    assertThat(captions(IMAGES, "{'image_id': 5, 'caption': ' A cat. '}, " + ANOTHER).pictures())
        .containsExactly(new CocoCaptions.Picture(one, List.of("A cat.", "Felis.")));
    assertCaptionError(
        "'images': [1], 'annotations': []", "images[0]: 'id' must be a whole number");
    assertCaptionError("'images': {}", "key 'images' must be a list");
    assertCaptionError(
        IMAGES.replace("2.png", "3.png"), "images[1]: there is no file", "images/3.png");
    assertCaptionError(IMAGES.replace("2.png", "../x"), "images[1]: 'file_name' leads out of");
    assertCaptionError(IMAGES.replace("6", "5"), "images[1]: the 'id' 5 was given before");
    assertCaptionError(IMAGES + ", 'annotations': [{}]", "annotations[0]: 'image_id' must be");
    assertCaptionError(
        IMAGES + ", 'annotations': [{'image_id': 7, 'caption': 'x'}]",
        "annotations[0]: 'image_id' 7 is not among the images");
    assertCaptionError(
        IMAGES + ", 'annotations': [{'image_id': 5, 'caption': ' '}]",
        "annotations[0]: 'caption' must be a text");
    assertCaptionError(IMAGES + ", 'annotations': []", "no image has a caption");
    assertCaptionError("'images'\n:", "line 2 is not valid JSON");
  }

  private static final String IMAGES =
      "'images': [{'id': 5, 'file_name': '1.png'}, {'id': 6, 'file_name': '2.png'}]";
  private static final String ANOTHER = "{'image_id': 5, 'caption': 'Felis.'}";

  private CocoCaptions captions(String images, String annotations) throws IOException {
    return json(images + ", 'annotations': [" + annotations + "]");
  }

  private void assertCaptionError(String content, String... parts) {
    assertSetupError(() -> json(content)).contains("captions.json").contains(parts);
  }

  private CocoCaptions json(String content) throws IOException {
    Path file = folder.resolve("captions.json");
    Files.writeString(file, ("{" + content + "}").replace('\'', '"'));
    return CocoCaptions.read(file, folder.resolve("images"));
  }

  private static AbstractStringAssert<?> assertSetupError(ThrowingCallable call) {
    AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(call);
    return thrown.isInstanceOf(SetupException.class).message();
  }

  private static byte[] jpeg() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
