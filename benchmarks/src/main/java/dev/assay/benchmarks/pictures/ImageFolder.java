package dev.assay.benchmarks.pictures;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of pictures as ImageNet's: one folder for each class, whose name is the class's, or all
 * pictures in one folder, without classes. Listed, not read.
 *
 * @param classes names of the classes in the order of their numbers, which is alphabetical; none
 *     where the pictures lie in one folder
 * @param pictures by class and name
 */
public record ImageFolder(List<String> classes, List<Picture> pictures) {
  /**
   * One picture.
   *
   * @param file the file
   * @param label number of its class; 0 where there are none
   */
  public record Picture(Path file, int label) {}

  public ImageFolder {
    classes = List.copyOf(classes);
    pictures = List.copyOf(pictures);
  }

  /**
   * Lists a folder.
   *
   * @throws SetupException if it is not there, holds no picture, or holds both pictures and classes
   */
  public static ImageFolder list(Path folder) {
    List<Path> direct = PictureFile.in(folder);
    List<Path> folders = PictureFile.foldersIn(folder);
    if (!direct.isEmpty() && !folders.isEmpty()) {
      throw new SetupException(
          "%s holds pictures (%s) beside folders (%s); put all pictures into one folder for each class, or all into this one"
              .formatted(folder, direct.get(0).getFileName(), folders.get(0).getFileName()));
    }
    if (!direct.isEmpty()) {
      return new ImageFolder(List.of(), direct.stream().map(file -> new Picture(file, 0)).toList());
    }
    List<String> classes = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (Path each : folders) {
      List<Path> files = PictureFile.in(each);
      if (files.isEmpty()) {
        throw new SetupException(
            "%s holds no .png, .jpg or .jpeg; each folder in %s is a class with its pictures"
                .formatted(each, folder));
      }
      files.forEach(file -> pictures.add(new Picture(file, classes.size())));
      classes.add(each.getFileName().toString());
    }
    if (pictures.isEmpty()) {
      throw new SetupException(
          "%s holds neither pictures (.png, .jpg, .jpeg) nor a folder of them for each class"
              .formatted(folder));
    }
    return new ImageFolder(classes, pictures);
  }
}
