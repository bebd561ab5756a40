package dev.assay.benchmarks.pictures;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of clips: a folder each, with a picture for each frame whose name ends in its number.
 * Listed, not read.
 *
 * @param clips by name
 */
public record FrameFolder(List<Clip> clips) {
  private static final Pattern NUMBERED = Pattern.compile(".*?(\\d{1,9})\\.[^.]+");

  /**
   * A clip.
   *
   * @param name its folder's name
   * @param frames its first frames, as many as asked for
   */
  public record Clip(String name, List<Path> frames) {}

  public FrameFolder {
    clips = List.copyOf(clips);
  }

  /**
   * Lists a folder.
   *
   * @param frames how many frames are taken of each clip, from its first on
   * @throws SetupException if it holds no clip, or a clip lacks frames
   */
  public static FrameFolder list(Path folder, int frames) {
    List<Clip> clips = new ArrayList<>();
    for (Path each : PictureFile.foldersIn(folder)) {
      clips.add(new Clip(each.getFileName().toString(), frames(each, frames)));
    }
    if (clips.isEmpty()) {
      throw new SetupException(
          "%s holds no folder; each clip is a folder of numbered frames, such as clip/0001.png"
              .formatted(folder));
    }
    return new FrameFolder(clips);
  }

  private static List<Path> frames(Path clip, int wanted) {
    Map<Integer, Path> numbered = new TreeMap<>();
    for (Path file : PictureFile.in(clip)) {
      Matcher matcher = NUMBERED.matcher(file.getFileName().toString());
      if (!matcher.matches()) {
        throw new SetupException(
            "%s: a frame's name must end in its number, such as 0001.png".formatted(file));
      }
      Path other = numbered.put(Integer.parseInt(matcher.group(1)), file);
      if (other != null) {
        throw new SetupException(
            "%s and %s have the same number".formatted(other, file.getFileName()));
      }
    }
    if (numbered.size() < wanted) {
      throw new SetupException(
          "%s holds %d frames, and %d are asked for".formatted(clip, numbered.size(), wanted));
    }
    List<Path> frames = new ArrayList<>();
    int next = numbered.keySet().iterator().next();
    for (Map.Entry<Integer, Path> frame : numbered.entrySet()) {
      if (frames.size() < wanted) {
        if (frame.getKey() != next) {
          throw new SetupException(
              "%s: frame %d is missing before %s"
                  .formatted(clip, next, frame.getValue().getFileName()));
        }
        frames.add(frame.getValue());
        next++;
      }
    }
    return List.copyOf(frames);
  }
}
