package dev.assay.reports;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The address of a file as a page beside it may link to it, so that both can be moved together. */
final class RelativeAddress {
  private RelativeAddress() {}

  /** The address from a page's folder; empty if there is no such file, or no way to it. */
  static String from(Path page, Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return "";
      }
      // real folders, since ".." after a symbolic link leads elsewhere
      Path folder = page.toAbsolutePath().getParent().toRealPath();
      Path target = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
      return encoded(folder.relativize(target));
    } catch (IOException | IllegalArgumentException e) {
      return ""; // unreadable, or on another drive
    }
  }

  private static String encoded(Path path) {
    List<String> parts = new ArrayList<>();
    for (Path part : path) {
      parts.add(URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return String.join("/", parts);
  }
}
