package dev.assay.reports;

import java.util.Collection;

/**
 * How much room for pictures is left in a part of the report. A report is sent by mail and opened
 * on telephones, so its pictures are few, and it says of how many.
 */
final class PictureRoom {
  /** Characters of pictures in a whole report. */
  private static final int REPORT = 3_000_000;

  private int left;

  PictureRoom(int characters) {
    this.left = characters;
  }

  /** Characters for the browser's examples of each of so many benchmarks with pictures. */
  static int ofBrowser(int benchmarks) {
    return REPORT / 2 / Math.max(1, benchmarks);
  }

  /** Characters for each of the few kinds of drawing on a benchmark's page. */
  static int ofDrawing(int benchmarks) {
    return REPORT / 6 / Math.max(1, benchmarks);
  }

  /** Takes the room for all of these pictures, or for none where they do not fit. */
  boolean takes(Collection<Picture> pictures) {
    int size = pictures.stream().mapToInt(Picture::size).sum();
    if (size > left) {
      return false;
    }
    left -= size;
    return true;
  }
}
